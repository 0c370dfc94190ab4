package dev.wukongsim.simulator.recording;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not be kept: the keys that are in use, whatever has the shape of a key, and what stands beside a name such as
 * {@code password}. Equal secrets of one exchange become equal placeholders, numbered as they appear, so that an exchange reads
 * the same each time.
 */
public final class Redaction {

    private static final int SHORTEST_KEY = 6;
    private static final String NAMES = "(?:x[_-]?)?(?:api|access|private|secret)[_-]?key(?:[_-]?(?:id|secret))?"
            + "|client[_-]?secret|secret|authorization|password|passwd|(?:access|refresh|id|session)[_-]?token|token"
            + "|(?:set-)?cookie";
    private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);
    private static final List<String> SHAPES = List.of(
            "⟦REDACTED:secret-\\d+⟧",
            "(?s:-----BEGIN [A-Z ]*PRIVATE KEY-----.{0,10000}?-----END [A-Z ]*PRIVATE KEY-----)",
            "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*",
            "\\bsk-[A-Za-z0-9_-]{16,}",
            "\\bLTAI[A-Za-z0-9]{12,}",
            "\\bAIza[A-Za-z0-9_-]{30,}",
            "\\bgh[opsu]_[A-Za-z0-9]{30,}");

    /** No key is known; shapes and names still tell. */
    public static final Redaction BY_SHAPE = new Redaction(List.of());

    private final List<String> keys;
    private final Pattern secret;

    private Redaction(List<String> keys) {
        this.keys = List.copyOf(keys);
        List<String> alternatives = new ArrayList<>();
        keys.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .forEach(alternatives::add);
        alternatives.addAll(SHAPES);
        secret = Pattern.compile("(?<bare>" + String.join("|", alternatives) + ")|(?i:\\b(?:" + NAMES
                + ")\\b[\"'\\\\]*\\s*[:=]\\s*[\"'\\\\]*(?:Bearer\\s+)?)(?<named>[^\"'\\\\\\s,;&{}\\[\\]]{6,})");
    }

    /**
     * Know these keys as well: as they are, in a URL, and in Base64.
     *
     * @throws IllegalArgumentException if a key is so short that it may be part of anything
     */
    public static Redaction of(Collection<String> keysInUse) {
        List<String> forms = new ArrayList<>();
        for (String key : keysInUse) {
            if (key.length() < SHORTEST_KEY) {
                throw new IllegalArgumentException(
                        "A key to redact must have at least " + SHORTEST_KEY + " characters, not " + key.length());
            }
            forms.add(key);
            forms.add(URLEncoder.encode(key, StandardCharsets.UTF_8));
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return new Redaction(forms.stream().distinct().toList());
    }

    /** A redactor for one exchange. */
    Redactor start() {
        return new Redactor(secret);
    }

    /** Whether the value of a field with this name is a secret. */
    static boolean isSecretName(String name) {
        return NAME.matcher(name).matches();
    }

    /** What a text still has that it must not have: the line, from 1, and the rule; never the secret itself. */
    Optional<String> leak(String text) {
        Matcher matcher = secret.matcher(text);
        while (matcher.find()) {
            String found = matcher.group("bare") == null ? matcher.group("named") : matcher.group("bare");
            if (!Redactor.isPlaceholder(found)) {
                long line = text.substring(0, matcher.start()).lines().count();
                return Optional.of("line " + Math.max(1, line) + " has " + rule(found));
            }
        }
        return Optional.empty();
    }

    private String rule(String found) {
        return keys.contains(found)
                ? "a key that is in use"
                : "something like a key, of " + found.length() + " characters";
    }
}
