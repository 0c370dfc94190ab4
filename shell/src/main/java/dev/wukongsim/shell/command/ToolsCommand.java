package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.Table;
import dev.wukongsim.shell.wiring.Toolbox;
import java.util.Locale;
import org.springframework.stereotype.Component;

@Component
final class ToolsCommand implements ShellCommand {

    @Override
    public Usage usage() {
        return Usage.of("tools", "lists the tools that agents can be given").mayTake("QUERY");
    }

    @Override
    public int run(Invocation invocation) {
        String query = invocation.firstArgument().orElse("").toLowerCase(Locale.ROOT);
        Table table = new Table();
        Toolbox.all().tools().stream()
                .filter(tool -> text(tool).contains(query))
                .forEach(tool -> table.row(
                        tool.name(),
                        word(tool.contract().effect()),
                        word(tool.contract().confirmation()),
                        tool.specification().description()));
        table.print(invocation.out());
        return 0;
    }

    private static String text(Tool tool) {
        return (tool.name() + " " + tool.specification().description()).toLowerCase(Locale.ROOT);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
