package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.Requests;
import dev.wukongsim.simulator.template.TemplateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTests {

    private static final Turn ANY = Turn.say("").when(When.user("EXP"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{user}} <&> | check EXP-7 <&>",
                "{{jsonPath toolResult '$.items[0].id'}} | A-1",
                "{{jsonPath toolResult '$.items[0]'}} | {\"id\":\"A-1\",\"n\":2}",
                "{{size (jsonPath toolResult '$.items[*]')}} items | 2 items",
                "{{#each (jsonPath toolResult '$.items')}}{{id}}={{n}};{{/each}} | A-1=2;A-2=3;",
                "{{#each toolResults}}{{tool}} {{/each}} | budget_check",
                "{{jsonPath request '$.messages[0].role'}} {{turn}} {{model}} | user 2 qwen-plus",
                "{{#if agent}}{{agent}}{{else}}nobody{{/if}} | nobody",
            })
    void fillsInText(String template, String text) {
        Match match = Replies.of(ANY.saying(template).asTemplate()).match(question());

        assertThat(match)
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.turn().say().strip()).isEqualTo(text));
    }

    @Test
    void keepsTheTypeOfAnArgumentThatIsOneValue() {
        Turn turn = Turn.call("chat.send", """
                        {"n": "{{jsonPath toolResult '$.items[0].n'}}", "id": "{{ jsonPath toolResult '$.items[0].id' }}",
                         "all": "{{jsonPath toolResult '$.items[*].n'}}", "text": "n={{turn}}", "turn": "{{turn}}", "more": [true, {}]}
                        """).when(When.user("EXP")).asTemplate();

        Match match = Replies.of(turn).match(question());

        assertThat(match)
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.turn().call().getFirst().arguments())
                                .isEqualTo(
                                        "{\"n\": 2, \"id\": \"A-1\", \"all\": [2, 3], \"text\": \"n=2\", \"turn\": 2, "
                                                + "\"more\": [true, {}]}"));
    }

    @Test
    void leavesBracesAloneIfNobodyAskedForATemplate() {
        Turn turn = ANY.saying("{{user}}");

        assertThat(Replies.of(turn).match(question())).isEqualTo(new Match.Found(turn));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{nobody}} | there is no 'nobody'",
                "{{jsonPath toolResult '$.no'}} | there is no $.no in",
                "{{jsonPath user '$.no'}} | there is no $.no in \"check EXP-7\"",
                "{{> secret}} | ",
            })
    void namesTheTurnAndTheCauseIfAValueIsMissing(String template, String cause) {
        Match match = Replies.of(ANY.saying(template).asTemplate()).match(question());

        assertThat(match)
                .isInstanceOfSatisfying(
                        Match.Unfilled.class,
                        unfilled -> assertThat(unfilled.explanation())
                                .startsWith("The template of turns[0] of replies cannot be filled in: 'say': ")
                                .contains(cause == null ? "" : cause));
    }

    @Test
    void refusesATemplateThatIsNone() {
        assertThatThrownBy(() -> Replies.of(ANY.saying("{{#each}").asTemplate()))
                .isInstanceOf(TemplateException.class);
    }

    private static Question question() {
        ObjectNode request = Requests.question("check EXP-7");
        ObjectNode answer = request.withArray("messages").addObject().put("role", "assistant");
        answer.withArray("tool_calls")
                .addObject()
                .put("id", "c1")
                .putObject("function")
                .put("name", "budget_check");
        request.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", "c1")
                .put("content", "{\"items\":[{\"id\":\"A-1\",\"n\":2},{\"id\":\"A-2\",\"n\":3}]}");
        return Question.of(request);
    }
}
