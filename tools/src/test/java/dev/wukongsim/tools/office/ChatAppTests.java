package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.tool.ToolResult;
import org.junit.jupiter.api.Test;

class ChatAppTests {

    private final TestOffice office = new TestOffice();

    @Test
    void sendsInNameOfCaller() {
        ToolResult sent = send("li.na", "chen.jing", " 您好 ");

        assertThat(sent).isEqualTo(new ToolResult.Success("{\"id\":\"MSG-0001\",\"to\":\"chen.jing\"}"));
        assertThat(office.state().messages())
                .containsExactly(new Message("MSG-0001", "li.na", "clerk", "chen.jing", "您好", TestOffice.NOW, "key-1"));
    }

    @Test
    void sendsToOwnInbox() {
        send("li.na", "li.na", "done");

        assertThat(read("li.na", "li.na", 20).content()).contains("done");
    }

    @Test
    void takesEffectOnceForOneKey() {
        String message = "{\"to\":\"chen.jing\",\"text\":\"hello\"}";
        ToolResult first = office.call("li.na", "chat.send", message, "same");
        ToolResult second = office.call("li.na", "chat.send", message, "same");

        assertThat(second).isEqualTo(first);
        assertThat(office.state().messages()).hasSize(1);
    }

    @Test
    void readsBothSidesOfConversationAndNothingElse() {
        send("li.na", "chen.jing", "one");
        send("chen.jing", "li.na", "two");
        send("chen.jing", "zhang.wei", "secret");
        send("li.na", "sales-team", "to all");

        ToolResult lines = read("li.na", "chen.jing", 20);

        assertThat(lines.content()).contains("one", "two").doesNotContain("secret", "to all");
    }

    @Test
    void readsLatestOldestFirst() {
        send("li.na", "sales-team", "one");
        send("zhang.wei", "sales-team", "two");
        send("li.na", "sales-team", "three");

        ToolResult lines = read("chen.jing", "sales-team", 2);

        assertThat(lines.content()).containsSubsequence("two", "three").doesNotContain("one");
    }

    @Test
    void keepsStrangersOutOfGroup() {
        assertThat(send("sun.mei", "sales-team", "hello"))
                .isEqualTo(
                        new ToolResult.Failure(
                                "孙梅 (sun.mei) is not a member of group 'sales-team'; write to one of its members instead: zhao.lei, chen.jing, li.na, zhang.wei"));
        assertThat(read("sun.mei", "sales-team", 1)).isInstanceOf(ToolResult.Failure.class);
    }

    @Test
    void correctsUnknownReceiver() {
        assertThat(send("li.na", "陈静", "hello"))
                .isEqualTo(new ToolResult.Retry(
                        "No employee has the id '陈静'; did you mean 陈静 (chen.jing)?; groups: sales-team"));
        assertThat(send("sun.mei", "nobody", "hello").content()).endsWith("directory.find; groups: none");
        assertThat(office.state().messages()).isEmpty();
    }

    @Test
    void refusesEmptyAndEndlessMessages() {
        assertThat(send("li.na", "chen.jing", " "))
                .isEqualTo(
                        new ToolResult.Retry("Nothing was sent: a message has 1 to 2,000 characters, this one has 0"));
        assertThat(send("li.na", "chen.jing", "长".repeat(2_001)))
                .isEqualTo(new ToolResult.Retry(
                        "Nothing was sent: a message has 1 to 2,000 characters, this one has 2,001"));
    }

    private ToolResult send(String employee, String to, String text) {
        return office.call(employee, "chat.send", "{\"to\":\"" + to + "\",\"text\":\"" + text + "\"}");
    }

    private ToolResult read(String employee, String other, int limit) {
        return office.call(employee, "chat.read", "{\"with\":\"" + other + "\",\"limit\":" + limit + "}");
    }
}
