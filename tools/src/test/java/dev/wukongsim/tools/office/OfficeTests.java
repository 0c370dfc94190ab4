package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.tool.Drafted;
import dev.wukongsim.runtime.tool.ToolResult;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfficeTests {

    private static final int SENDERS = 64;
    private static final int MESSAGES = 25;

    @Test
    void losesNoMessageOfManySenders() throws Exception {
        TestOffice office = new TestOffice();

        together(sender -> sendEachTwice(office, sender));

        List<Message> messages = office.state().messages();
        assertThat(messages).hasSize(SENDERS * MESSAGES);
        assertThat(messages).extracting(Message::text).doesNotHaveDuplicates();
        assertThat(messages)
                .extracting(Message::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, SENDERS * MESSAGES)
                        .mapToObj("MSG-%04d"::formatted)
                        .toList());
    }

    private static void together(IntConsumer work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                senders.add(threads.submit(() -> work.accept(number)));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
    }

    private static void sendEachTwice(TestOffice office, int sender) {
        for (int i = 0; i < MESSAGES; i++) {
            String text = sender + "/" + i;
            String message = "{\"to\":\"sales-team\",\"text\":\"" + text + "\"}";
            office.call("li.na", "chat.send", message, text);
            office.call("li.na", "chat.send", message, text);
        }
    }

    @Test
    void neverApprovesMoreThanBudgetHas() throws Exception {
        TestOffice office = new TestOffice();
        String form =
                "{\"type\":\"expense\",\"title\":\"T\",\"amount\":1000,\"category\":\"travel\",\"approver\":\"chen.jing\"}";

        together(sender -> office.call("li.na", "approvals.file", form));

        assertThat(office.state().approvals()).hasSize(8);
    }

    @Test
    void keepsBackWhatACallChangesUntilItIsAccepted() {
        TestOffice office = new TestOffice();

        Drafted drafted = office.draft("li.na", "chat.send", "{\"to\":\"sales-team\",\"text\":\"hello\"}");

        assertThat(drafted.result()).isInstanceOf(ToolResult.Success.class);
        assertThat(office.state()).isEqualTo(TestOffice.start());
        assertThat(drafted.drafts()).singleElement().satisfies(draft -> {
            assertThat(draft.version()).isOne();
            assertThat(OfficeState.fromJson(draft.content()).messages()).hasSize(1);
        });

        drafted.accept().run();

        assertThat(office.state().messages()).hasSize(1);
    }

    @Test
    void dropsWhatIsNotAccepted() {
        TestOffice office = new TestOffice();
        office.draft("li.na", "chat.send", "{\"to\":\"sales-team\",\"text\":\"hello\"}");

        office.call("li.na", "chat.send", "{\"to\":\"sales-team\",\"text\":\"again\"}");

        assertThat(office.state().messages()).extracting(Message::text).containsExactly("again");
    }

    @Test
    void goesOnWhereItWasLeft() {
        TestOffice first = new TestOffice();
        first.call("li.na", "chat.send", "{\"to\":\"chen.jing\",\"text\":\"one\"}", "same");
        OfficeState left = OfficeState.fromJson(first.state().toJson());

        TestOffice second = new TestOffice(left);
        second.call("li.na", "chat.send", "{\"to\":\"chen.jing\",\"text\":\"one\"}", "same");
        second.call("li.na", "chat.send", "{\"to\":\"chen.jing\",\"text\":\"two\"}", "next");

        assertThat(second.state().messages()).extracting(Message::text).containsExactly("one", "two");
    }

    @Test
    void worldClockStandsStill() {
        OffsetDateTime frozen = OffsetDateTime.parse("2026-11-20T09:30:00+08:00");
        Clock other = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

        assertThat(new World(TestOffice.start(), frozen).clockOr(other).instant())
                .isEqualTo("2026-11-20T01:30:00Z");
        assertThat(new World(TestOffice.start(), null).clockOr(other)).isSameAs(other);
    }
}
