package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

@Component
final class MockCommand implements ShellCommand {

    private static final int HIGHEST_PORT = 65_535;

    private final Console console;

    MockCommand(Console console) {
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("mock", "serves the mocked Qwen until interrupted; prints its base URL first")
                .option("port", "N", "where to listen; any free port by default")
                .option("fixtures", "PATH", "replies file of what the model says; stubs can be added at /__admin, too")
                .option("seed", "N", "of the ids; 0 by default");
    }

    @Override
    public int run(Invocation invocation) {
        Replies replies = invocation
                .option("fixtures")
                .map(file -> Replies.read(Path.of(file)))
                .orElseGet(Replies::of);
        try (MockQwen mock = MockQwen.start(port(invocation), replies, Overrides.seed(invocation))) {
            invocation.out().println(mock.baseUrl());
            invocation.out().flush();
            serve();
            replies.unused().forEach(turn -> console.err().println("Nobody asked for " + turn));
            return 0;
        }
    }

    private static int port(Invocation invocation) {
        long port = invocation.number("port").orElse(0);
        if (port < 0 || port > HIGHEST_PORT) {
            throw CommandFailure.usage("Option '--port' takes 0 to " + HIGHEST_PORT + ", not " + port);
        }
        return (int) port;
    }

    private static void serve() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
