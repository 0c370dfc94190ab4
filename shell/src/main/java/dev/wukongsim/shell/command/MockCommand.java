package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.simulator.MockQwen;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

@Component
final class MockCommand implements ShellCommand {

    private final Console console;

    MockCommand(Console console) {
        this.console = console;
    }

    @Override
    public Usage usage() {
        return MockOptions.on(Usage.of("mock", "serves the mocked Qwen until interrupted; prints its base URL first"))
                .flag("verbose", "tells of each request and its status");
    }

    @Override
    public int run(Invocation invocation) {
        MockQwen.Builder builder = MockOptions.builder(invocation);
        if (invocation.flag("verbose")) {
            builder.watch(seen -> console.err().println(seen));
        }
        try (MockQwen mock = builder.start()) {
            invocation.out().println(mock.baseUrl());
            invocation.out().flush();
            serve();
            mock.replies().misses().forEach(miss -> console.err().println("Not answered: " + miss));
            mock.replies().unused().forEach(turn -> console.err().println("Nobody asked for " + turn));
            return 0;
        }
    }

    private static void serve() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
