package dev.wukongsim.redis;

import java.util.regex.Pattern;

/**
 * The keys of a tenant. All begin with its hash tag, so that they lie in one slot of a Cluster and change together.
 *
 * @param tenant such as {@code wukong}
 */
record Keys(String tenant) {

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    Keys {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("Tenant '" + tenant
                    + "' must be 1 to 64 letters, digits, dots, underscores or hyphens, such as 'wukong'");
        }
    }

    /** A key of which the tenant has one. */
    String one(String kind) {
        return "{" + tenant + "}:" + kind;
    }

    /** A key of which the tenant has one for each id. */
    String each(String kind, String id) {
        return one(kind) + ":" + id;
    }
}
