package dev.wukongsim.shell.command;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.endpoint.Pace;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.limit.RateLimiter;
import dev.wukongsim.simulator.limit.Wallet;
import dev.wukongsim.simulator.reply.Replies;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the mocked endpoint can be told on the command line. */
final class MockOptions {

    private static final int HIGHEST_PORT = 65_535;
    private static final int IMPLICIT_MINIMUM = 1_024;
    private static final double PERCENT = 100;
    private static final int DECIMALS = 6;

    private MockOptions() {}

    static Usage on(Usage usage) {
        return usage.option("port", "N", "where to listen; any free port by default")
                .option("fixtures", "PATH", "what the model says: a replies file, a recording, or a folder of them")
                .option("faults", "FILE", "what goes wrong, and when")
                .option("seed", "N", "of ids, faults and jitter; 0 by default")
                .option("key", "KEY", "lets in this key only; any, or none, by default")
                .flag("limits", "keeps to the catalogue's rate windows and the burst rule")
                .flag("implicit-cache", "caches contexts without being asked to, from 1,024 tokens on")
                .option("credit", "YUAN", "prepaid money, after which the account is in arrears")
                .option("budget", "YUAN", "a budget, after which calls are refused")
                .option("free-tokens", "N", "of each model, and no others")
                .option("first-token", "MS", "milliseconds until a stream begins; none by default")
                .option("speed", "N", "tokens a second of a stream; as many as it can by default")
                .option("jitter", "PERCENT", "by which each wait of a stream varies at random");
    }

    /**
     * The endpoint that was ordered.
     *
     * @throws CommandFailure if an option's value stands for nothing
     */
    static MockQwen.Builder builder(Invocation invocation) {
        Replies replies = invocation
                .option("fixtures")
                .map(file -> Replies.read(Path.of(file)))
                .orElseGet(Replies::of);
        long seed = Overrides.seed(invocation);
        MockQwen.Builder builder = MockQwen.builder(replies)
                .port((int) within("port", 0, HIGHEST_PORT, invocation, 0))
                .seed(seed)
                .pace(pace(invocation))
                .wallet(wallet(invocation));
        invocation.option("faults").ifPresent(file -> builder.faults(Faults.read(Path.of(file), seed)));
        invocation.option("key").ifPresent(builder::requiredKey);
        if (invocation.flag("limits")) {
            builder.limits(RateLimiter.catalogue());
        }
        if (invocation.flag("implicit-cache")) {
            builder.cache(ContextCache.withImplicit(IMPLICIT_MINIMUM));
        }
        return builder;
    }

    private static Pace pace(Invocation invocation) {
        long first = within("first-token", 0, Integer.MAX_VALUE, invocation, 0);
        long rate = within("speed", 1, 1_000_000, invocation, 0);
        double jitter = within("jitter", 0, (long) PERCENT, invocation, 0) / PERCENT;
        return new Pace(Duration.ofMillis(first), rate == 0 ? Double.POSITIVE_INFINITY : rate, jitter);
    }

    private static Wallet wallet(Invocation invocation) {
        Wallet wallet = Wallet.bottomless(Catalogue.bundled());
        Optional<Long> credit = micros("credit", invocation);
        Optional<Long> limit = micros("budget", invocation);
        wallet = credit.isPresent() ? wallet.withCredit(credit.get()) : wallet;
        wallet = limit.isPresent() ? wallet.withBudget(limit.get(), Duration.ZERO) : wallet;
        long free = within("free-tokens", 0, Long.MAX_VALUE, invocation, -1);
        return free < 0 ? wallet : wallet.withFreeTokensOnly(free);
    }

    private static long within(String option, long least, long most, Invocation invocation, long otherwise) {
        long number = invocation.number(option).orElse(otherwise);
        boolean given = invocation.option(option).isPresent();
        if (given && (number < least || number > most)) {
            throw CommandFailure.usage(
                    "Option '--%s' takes %,d to %,d, not %,d".formatted(option, least, most, number));
        }
        return number;
    }

    private static Optional<Long> micros(String option, Invocation invocation) {
        return invocation.option(option).map(yuan -> micros(option, yuan));
    }

    private static long micros(String option, String yuan) {
        try {
            long micros = new BigDecimal(yuan).movePointRight(DECIMALS).longValueExact();
            if (micros >= 0) {
                return micros;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new CommandFailure(CommandFailure.USAGE, wrongYuan(option, yuan), e);
        }
        throw CommandFailure.usage(wrongYuan(option, yuan));
    }

    private static String wrongYuan(String option, String yuan) {
        return "Option '--" + option + "' takes yuan with at most six decimals, such as 0.5, not '" + yuan + "'";
    }
}
