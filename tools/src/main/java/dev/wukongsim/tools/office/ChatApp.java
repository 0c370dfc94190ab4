package dev.wukongsim.tools.office;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import dev.wukongsim.tools.office.OfficeStore.Change;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chat with people and groups. An employee writes in their own name, and reads only what they take part in. */
final class ChatApp {

    private static final int LONGEST = 2_000;
    private static final int LATEST = 20;

    /** The answer to a message that was sent. */
    record Sent(String id, String to) {}

    /** A message as a reader sees it. */
    record Line(
            String id,
            String from,
            String to,
            String text,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant sentAt) {}

    private final OfficeStore store;
    private final InstantSource clock;

    ChatApp(OfficeStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Tool(
            name = "chat.send",
            value = "Send a chat message in the employee's name, to a colleague, a group or the employee's own inbox.",
            metadata = Contracts.SENDING)
    Sent send(
            @P("Employee id or group id") String to,
            @P("The message, plain text") String text,
            InvocationParameters invocation) {
        return store.change(state -> send(to, text, Desk.of(state, invocation)));
    }

    @Tool(
            name = "chat.read",
            value = "Read the latest messages with a colleague or in a group, oldest first.",
            metadata = Contracts.READING)
    List<Line> read(
            @P(name = "with", value = "Employee id or group id") String other,
            @P(value = "How many messages at most; 20 by default", required = false) @Nullable Integer limit,
            InvocationParameters invocation) {
        Desk desk = Desk.of(store.state(), invocation);
        checkPartner(desk, other);
        boolean group = desk.state().group(other).isPresent();
        List<Line> lines = desk.state().messages().stream()
                .filter(message -> group
                        ? message.to().equals(other)
                        : message.isBetween(desk.employee().id(), other))
                .map(ChatApp::line)
                .toList();
        int most = Math.max(1, requireNonNullElse(limit, LATEST));
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    private Change<Sent> send(String to, String text, Desk desk) {
        OfficeState state = desk.state();
        String key = desk.call().idempotencyKey();
        Optional<Message> sent = state.messages().stream()
                .filter(message -> message.idempotencyKey().equals(key))
                .findFirst();
        if (sent.isPresent()) {
            return new Change<>(state, sent(sent.get()));
        }
        checkPartner(desk, to);
        if (text.isBlank() || text.length() > LONGEST) {
            throw new ToolArgumentsException("Nothing was sent: a message has 1 to %,d characters, this one has %,d"
                    .formatted(LONGEST, text.strip().length()));
        }
        Message message = message(to, text, desk);
        return new Change<>(state.with(message), sent(message));
    }

    private Message message(String to, String text, Desk desk) {
        return new Message(
                "MSG-%04d".formatted(desk.state().messages().size() + 1),
                desk.employee().id(),
                desk.call().caller().agent(),
                to,
                text.strip(),
                clock.instant(),
                desk.call().idempotencyKey());
    }

    private static void checkPartner(Desk desk, String partner) {
        Optional<ChatGroup> group = desk.state().group(partner);
        if (group.isPresent() && !group.get().members().contains(desk.employee().id())) {
            throw new RefusedException(desk.employee().label() + " is not a member of group '" + partner
                    + "'; write to one of its members instead: "
                    + String.join(", ", group.get().members()));
        }
        if (group.isEmpty() && desk.state().employee(partner).isEmpty()) {
            throw new ToolArgumentsException(People.unknown(desk.state(), partner) + "; groups: " + groups(desk));
        }
    }

    private static String groups(Desk desk) {
        String mine = desk.state().groups().stream()
                .filter(group -> group.members().contains(desk.employee().id()))
                .map(ChatGroup::id)
                .collect(Collectors.joining(", "));
        return mine.isEmpty() ? "none" : mine;
    }

    private static Sent sent(Message message) {
        return new Sent(message.id(), message.to());
    }

    private static Line line(Message message) {
        return new Line(message.id(), message.from(), message.to(), message.text(), message.sentAt());
    }
}
