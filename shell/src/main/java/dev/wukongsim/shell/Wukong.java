package dev.wukongsim.shell;

import dev.wukongsim.shell.interactive.InteractiveShell;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.LineRunner;
import dev.wukongsim.shell.line.ScriptRunner;
import dev.wukongsim.shell.line.StandardStreams;
import dev.wukongsim.shell.render.TerminalFacts;
import dev.wukongsim.shell.wiring.KnownFailures;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/** The process: one command, a script, or the interactive shell. */
public final class Wukong {

    private static final int SCRIPT_ARGUMENTS = 2;

    private Wukong() {}

    public static void main(String... arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.equals(List.of("--version"))) {
            System.out.println("wukong " + version());
            return 0;
        }
        try (ConfigurableApplicationContext context = start()) {
            return run(arguments, context);
        } catch (RuntimeException e) {
            CommandFailure failure = KnownFailures.find(e).orElseGet(() -> unknown(e));
            System.err.println("wukong: cannot start: " + failure.getMessage());
            return failure.exitCode();
        }
    }

    private static int run(List<String> arguments, ConfigurableApplicationContext context) {
        if (arguments.isEmpty()) {
            return context.getBean(TerminalFacts.class).interactive()
                    ? context.getBean(InteractiveShell.class).run()
                    : context.getBean(ScriptRunner.class)
                            .run(context.getBean(StandardStreams.class).in());
        }
        if (arguments.getFirst().equals("--script") && arguments.size() == SCRIPT_ARGUMENTS) {
            return context.getBean(ScriptRunner.class).run(Path.of(arguments.getLast()));
        }
        boolean help = arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"));
        return context.getBean(LineRunner.class).run(help ? List.of("help") : arguments);
    }

    private static CommandFailure unknown(RuntimeException e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        return new CommandFailure(CommandFailure.USAGE, String.valueOf(cause.getMessage()), e);
    }

    private static String version() {
        String version = Wukong.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static ConfigurableApplicationContext start() {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        return new SpringApplicationBuilder(ShellConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .lazyInitialization(true)
                .addCommandLineProperties(false)
                .properties("spring.config.name=wukong")
                .run();
    }
}
