package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.shell.wiring.Inbox;
import dev.wukongsim.shell.wiring.TaskRecords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class CancelCommand implements ShellCommand {

    private static final String SOMEBODY = "a person";

    private final ObjectProvider<Archive> archive;
    private final ObjectProvider<TaskRecords> records;
    private final ObjectProvider<Inbox> inbox;

    CancelCommand(ObjectProvider<Archive> archive, ObjectProvider<TaskRecords> records, ObjectProvider<Inbox> inbox) {
        this.archive = archive;
        this.records = records;
        this.inbox = inbox;
    }

    @Override
    public Usage usage() {
        return Usage.of("cancel", "ends a task for good, whether it runs, waits or was cut off")
                .takes("ID")
                .option("reason", "TEXT", "why")
                .option("as", "EMPLOYEE", "who says so");
    }

    @Override
    public int run(Invocation invocation) {
        String task = archive.getObject().find(invocation.argument(0));
        Cancellation cancellation = new Cancellation(
                invocation.option("as").orElse(SOMEBODY),
                invocation.option("reason").orElse(null));
        Delivery delivery = inbox.getObject().cancel(task, cancellation);
        if (!(delivery instanceof Delivery.Accepted)) {
            throw CommandFailure.usage(
                    "Task '" + task + "' has ended already; 'wukong show " + task + "' tells what came of it");
        }
        String message = cancellation.message(task);
        archive.getObject().end(task, StopReason.CANCELLED, message);
        records.getObject().stopped(task, StopReason.CANCELLED);
        invocation.out().println(message);
        return 0;
    }
}
