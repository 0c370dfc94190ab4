package dev.wukongsim.runtime.budget;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The parts of a limit at which an alert goes into the books, in percent. */
final class Threshold {

    private static final int[] PERCENTS = {50, 80, 100};

    private Threshold() {}

    /** The thresholds that the account has reached and not told, lowest first. */
    static IntStream untold(Account account) {
        return reached(account.spent(), account.limit()).filter(percent -> account.alerted() < percent);
    }

    /** The highest threshold that is reached, or 0. */
    static int highest(long spent, long limit) {
        return reached(spent, limit).max().orElse(0);
    }

    private static IntStream reached(long spent, long limit) {
        return Arrays.stream(PERCENTS).filter(percent -> spent > 0 && spent * 100 >= limit * percent);
    }
}
