package dev.wukongsim.runtime.tool;

/** How tools are named in lists: exactly, or by a prefix that ends in {@code *}. */
public final class ToolPattern {

    private ToolPattern() {}

    public static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }
}
