package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the id of an account says: whose it is, and which month it is for.
 *
 * @param owner such as {@code sales}, {@code li.na:qwen} or {@code t-42}; empty for the organisation
 */
public record AccountName(Kind kind, String owner, Optional<YearMonth> month) {

    private static final Pattern ID = Pattern.compile("([a-z]+)(?::(.+?))??(?::(\\d{4}-(?:0[1-9]|1[0-2])))?");

    /** Whose an account is, from the widest to the narrowest. */
    public enum Kind {
        ORGANISATION,
        DEPARTMENT,
        EMPLOYEE,
        PACK,
        SCHEDULE,
        TASK,
        AGENT,
        OTHER;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    public AccountName {
        requireNonNull(kind, "kind is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(month, "month is null");
    }

    /** What an id says; of one that is not made here only its month, if it ends in one. */
    public static AccountName of(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return new AccountName(Kind.OTHER, id, Optional.empty());
        }
        return new AccountName(
                Kind.of(parts.group(1)),
                parts.group(2) == null ? "" : parts.group(2),
                Optional.ofNullable(parts.group(3)).map(YearMonth::parse));
    }

    public static String organisation(YearMonth month) {
        return "organisation:" + month;
    }

    public static String department(String department, YearMonth month) {
        return "department:" + department + ":" + month;
    }

    /** An employee's seat for one product. */
    public static String employee(String employee, String product, YearMonth month) {
        return "employee:" + employee + ":" + product + ":" + month;
    }

    public static String pack(String name) {
        return "pack:" + name;
    }

    /**
     * What all runs of a schedule draw on.
     *
     * @param period a day or a month, such as {@code 2026-11-27} or {@code 2026-11}
     */
    public static String schedule(String schedule, String period) {
        return "schedule:" + schedule + ":" + period;
    }

    public static String task(String task) {
        return "task:" + task;
    }

    /** The carve-out of a sub-agent from a task's budget. */
    public static String agent(String task, String agent) {
        return "agent:" + task + "/" + agent;
    }
}
