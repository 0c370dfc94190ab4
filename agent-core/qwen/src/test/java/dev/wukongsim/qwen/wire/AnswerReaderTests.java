package dev.wukongsim.qwen.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.qwen.wire.EventDecoder.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerReaderTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STOP = "{'choices':[{'delta':{},'finish_reason':'stop'}]}";
    private static final String CALLS = "{'choices':[{'delta':{},'finish_reason':'tool_calls'}]}";

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("text in pieces", events(content("'你'"), content("'好'"), STOP), "你好||stop|"),
                arguments(
                        "content null or empty",
                        events(content("null"), content("''"), content("'a'"), STOP),
                        "a||stop|"),
                arguments(
                        "content in parts",
                        events(content("[{'type':'text','text':'a'},{'type':'image'},{'text':'b'}]"), STOP),
                        "ab||stop|"),
                arguments("thinking", events(delta("'reasoning_content':'hm','content':null"), STOP), "|hm|stop|"),
                arguments("thinking under another name", events(delta("'reasoning':'hm'"), STOP), "|hm|stop|"),
                arguments(
                        "thinking under both names",
                        events(delta("'reasoning':'hm','reasoning_content':'hm'"), STOP),
                        "|hm|stop|"),
                arguments("finish reason 'null'", events(finishing("'a'", "'null'"), STOP), "a||stop|"),
                arguments("finish reason empty", events(finishing("'a'", "''"), STOP), "a||stop|"),
                arguments("finish reason that nobody knows", events(finishing("'a'", "'eos'")), "a||stop|"),
                arguments("finish reason length", events(finishing("'a'", "'length'")), "a||length|"),
                arguments("no finish reason", events(content("'a'"), "[DONE]"), "a|||"),
                arguments("no choices", events("{'choices':[]}", "{}", content("'a'"), STOP), "a||stop|"),
                arguments("null for choices", events("{'choices':null,'usage':null}", STOP), "||stop|"),
                arguments("empty delta", events("{'choices':[{'index':0}]}", "{'choices':[null]}", STOP), "||stop|"),
                arguments("error null", events("{'error':null,'choices':[]}", STOP), "||stop|"),
                arguments(
                        "after the end",
                        events(content("'a'"), STOP, "[DONE]", content("'b'"), "nonsense"),
                        "a||stop|"),
                arguments("spaces round the end", events(content("'a'"), STOP, " [DONE] "), "a||stop|"),
                arguments(
                        "summed up at the end",
                        events(content("'42'"), STOP, whole("'content':'42','reasoning_content':'x'")),
                        "42||stop|"),
                arguments(
                        "calls summed up at the end",
                        events(
                                call("'index':0,'id':'1','function':{'name':'f','arguments':'{}'}"),
                                CALLS,
                                whole(
                                        "'content':'','tool_calls':[{'id':'1','function':{'name':'f','arguments':'{}'}}]")),
                        "||tool_calls|1 f {}"),
                arguments("whole at once", events(whole("'content':'42','reasoning_content':'x'")), "42|x|stop|"),
                arguments(
                        "one call",
                        events(
                                call("'index':0,'id':'1','type':'function','function':{'name':'f','arguments':'{}'}"),
                                CALLS),
                        "||tool_calls|1 f {}"),
                arguments(
                        "call in pieces with empty ids and types",
                        events(
                                call("'index':0,'id':'1','type':'function','function':{'name':'f','arguments':''}"),
                                call("'index':0,'id':'','type':'','function':{'arguments':'{\\\"a\\\"'}"),
                                call("'index':0,'id':'','type':'','function':{'name':'','arguments':':1}'}"),
                                CALLS),
                        "||tool_calls|1 f {\"a\":1}"),
                arguments(
                        "id, name and type again and again",
                        events(
                                call("'index':0,'id':'1','type':'function','function':{'name':'f','arguments':'{'}"),
                                call("'index':0,'id':'1','type':'function','function':{'name':'f','arguments':'}'}"),
                                CALLS),
                        "||tool_calls|1 f {}"),
                arguments(
                        "another id with each piece",
                        events(
                                call("'index':0,'id':'1','function':{'name':'f','arguments':'{'}"),
                                call("'index':0,'id':'2','function':{'arguments':'}'}"),
                                CALLS),
                        "||tool_calls|1 f {}"),
                arguments(
                        "late id and name",
                        events(
                                call("'index':0,'function':{'arguments':'{'}"),
                                call("'index':0,'id':'1','function':{'name':'f','arguments':'}'}"),
                                CALLS),
                        "||tool_calls|1 f {}"),
                arguments(
                        "two calls, the second first, mixed",
                        events(
                                call("'index':1,'id':'2','function':{'name':'g','arguments':'['}"),
                                call("'index':0,'id':'1','function':{'name':'f','arguments':'{'}"),
                                call("'index':1,'function':{'arguments':']'}"),
                                call("'index':0,'function':{'arguments':'}'}"),
                                CALLS),
                        "||tool_calls|1 f {};2 g []"),
                arguments(
                        "two calls under one index",
                        events(
                                call("'index':0,'id':'1','function':{'name':'f','arguments':'{}'}"),
                                call("'index':0,'id':'2','function':{'name':'f','arguments':'{'}"),
                                call("'index':0,'function':{'arguments':'}'}"),
                                STOP),
                        "||stop,tool_calls|1 f {};2 f {}"),
                arguments(
                        "two calls without index",
                        events(
                                call("'id':'1','function':{'name':'f','arguments':'{'}"),
                                call("'function':{'arguments':'}'}"),
                                call("'id':'2','function':{'name':'g','arguments':'{}'}"),
                                STOP),
                        "||stop,tool_calls|1 f {};2 g {}"),
                arguments(
                        "two calls without index and id",
                        events(
                                call(
                                        "'function':{'name':'f','arguments':{'a':1}}},{'function':{'name':'f','arguments':{}}"),
                                STOP),
                        "||stop,tool_calls| f {\"a\":1}; f {}"),
                arguments(
                        "call without arguments",
                        events(call("'index':0,'id':'1','function':{'name':'f'}"), CALLS),
                        "||tool_calls|1 f "),
                arguments(
                        "half a call",
                        events(call("'index':0,'id':'1','function':{'name':'f','arguments':'{\\\"a\\\":'}"), CALLS),
                        "||tool_calls|1 f {\"a\":"),
                arguments("empty call", events(call("'index':0,'id':''"), content("'a'"), STOP), "a||stop|"),
                arguments(
                        "call cut at the limit",
                        events(
                                call("'index':0,'id':'1','function':{'name':'f','arguments':'{'}"),
                                "{'choices':[{'delta':{},'finish_reason':'length'}]}"),
                        "||length|1 f {"),
                arguments(
                        "older form of a call",
                        events(
                                delta("'function_call':{'name':'f','arguments':'{'}"),
                                delta("'function_call':{'arguments':'}'}"),
                                "{'choices':[{'delta':{},'finish_reason':'function_call'}]}"),
                        "||function_call| f {}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void readsEveryFormOfAnAnswer(String form, String stream, String answer) {
        assertThat(summary(read(stream.getBytes(UTF_8)))).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void readsTheSameWhereverTheAnswerIsCut(String form, String stream, String answer) {
        byte[] bytes = stream.getBytes(UTF_8);
        List<String> whole = read(bytes);

        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(read(bytes, cut)).as("cut at byte %d", cut).isEqualTo(whole);
        }
    }

    @Property(tries = 300)
    boolean readsTheSameInAnyParts(
            @ForAll @IntRange(max = 33) int row, @ForAll @Size(max = 12) List<@IntRange(max = 600) Integer> cuts) {
        Object[] answer = answers().toList().get(row).get();
        byte[] bytes = answer[1].toString().getBytes(UTF_8);
        int[] sorted = cuts.stream()
                .mapToInt(cut -> Math.min(cut, bytes.length))
                .sorted()
                .toArray();

        return summary(read(bytes, sorted)).equals(answer[2]);
    }

    static Stream<Arguments> usages() {
        return Stream.of(
                arguments("'usage':null", ""),
                arguments("'usage':{}", ""),
                arguments("'usage':'many'", ""),
                arguments("'usage':{'prompt_tokens':-1,'completion_tokens':'x','total_tokens':1e99}", ""),
                arguments(
                        "'usage':{'prompt_tokens':2,'completion_tokens':3}",
                        "{'prompt_tokens':2,'completion_tokens':3}"),
                arguments("'usage':{'prompt_tokens':2,'total_tokens':5}", "{'prompt_tokens':2,'total_tokens':5}"),
                arguments("'usage':{'input_tokens':2,'output_tokens':3}", "{'prompt_tokens':2,'completion_tokens':3}"),
                arguments(
                        "'usage':{'prompt_tokens':2,'prompt_tokens_details':null,'completion_tokens_details':{}}",
                        "{'prompt_tokens':2}"),
                arguments(
                        "'usage':{'prompt_tokens':9,'prompt_tokens_details':{'cached_tokens':0,"
                                + "'cache_creation_input_tokens':5,'cache_type':'ephemeral'}}",
                        "{'prompt_tokens':9,'prompt_tokens_details':{'cached_tokens':0,'cache_creation_input_tokens':5}}"),
                arguments(
                        "'usage':{'output_tokens':9,'output_tokens_details':{'reasoning_tokens':4}}",
                        "{'completion_tokens':9,'completion_tokens_details':{'reasoning_tokens':4}}"));
    }

    @ParameterizedTest
    @MethodSource("usages")
    void keepsTheNumbersOfAUsageThatCanBeTrue(String usage, String kept) {
        List<String> chunks = read(events("{'choices':[]," + usage + "}").getBytes(UTF_8));

        assertThat(chunks)
                .isEqualTo(kept.isEmpty() ? List.of() : List.of("{\"usage\":" + kept.replace('\'', '"') + "}"));
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments("data: {'error':{'message':'m','code':'c'}}\n\n", 200),
                arguments("data: {'error':{'message':'m','code':503}}\n\n", 503),
                arguments("data: {'error':'m'}\n\n", 200),
                arguments("data: {'error':{'message':'m'},'choices':[]}\n\n", 200),
                arguments("data: {'code':'Throttling','message':'m','request_id':'r'}\n\n", 200),
                arguments("data: {'object':'error','message':'m','code':400}\n\n", 400),
                arguments("event: error\ndata: {'message':'m'}\n\n", 200),
                arguments("event:error\ndata: m\n\n", 200),
                arguments("{'error':{'message':'m'}}", 200));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void noticesAnErrorInEveryForm(String stream, int status) {
        String all = (events(content("'a'")) + stream).replace('\'', '"');

        assertThatThrownBy(() -> read(all.getBytes(UTF_8))).isInstanceOfSatisfying(ErrorAnswer.class, error -> {
            assertThat(error.status()).isEqualTo(status);
            assertThat(error.body()).contains("m");
        });
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(events(content("'a'"), "{'choices':[{'delta':{'content':'b"), WireFailure.Reason.BROKEN),
                arguments(events(content("'a'"), "nonsense"), WireFailure.Reason.BROKEN),
                arguments(events(content("'a'"), "[1]"), WireFailure.Reason.BROKEN),
                arguments(events(content("'a'"), "{'a':".repeat(100_000)), WireFailure.Reason.BROKEN),
                arguments(events(content("'a'"), "[".repeat(100_000)), WireFailure.Reason.BROKEN),
                arguments(
                        events(call("'index':0,'id':'1','function':{'arguments':'{}'}"), CALLS),
                        WireFailure.Reason.BROKEN),
                arguments(
                        events("{'choices':[{'delta':{},'finish_reason':'insufficient_system_resource'}]}"),
                        WireFailure.Reason.CUT),
                arguments(events("nonsense"), WireFailure.Reason.NO_CHAT),
                arguments(events("42"), WireFailure.Reason.NO_CHAT));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWhatCannotBeRead(String stream, WireFailure.Reason reason) {
        assertThatThrownBy(() -> read(stream.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        WireFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    @Test
    void readsAnEventThatIsNestedDeepButNotTooDeep() {
        String nested = "{'x':" + "[".repeat(900) + "]".repeat(900) + ",'choices':[{'delta':{'content':'a'}}]}";

        assertThat(summary(read(events(nested, STOP).getBytes(UTF_8)))).isEqualTo("a||stop|");
    }

    private static List<String> read(byte[] bytes, int... cuts) {
        List<String> chunks = new ArrayList<>();
        AnswerReader reader = new AnswerReader(chunks::add);
        EventDecoder decoder = new EventDecoder((Event event) -> reader.read(event));
        int start = 0;
        for (int cut : cuts) {
            decoder.feed(ByteBuffer.wrap(bytes, start, cut - start));
            start = cut;
        }
        decoder.feed(ByteBuffer.wrap(bytes, start, bytes.length - start));
        decoder.end();
        reader.end();
        return chunks;
    }

    /** Text, thinking, finish reasons and calls of an answer, parted by bars. */
    private static String summary(List<String> chunks) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        List<String> reasons = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        for (String chunk : chunks) {
            JsonNode choice = tree(chunk).path("choices").path(0);
            text.append(choice.path("delta").path("content").asText(""));
            thinking.append(choice.path("delta").path("reasoning_content").asText(""));
            if (choice.has("finish_reason")) {
                reasons.add(choice.path("finish_reason").asText());
            }
            choice.path("delta")
                    .path("tool_calls")
                    .forEach(call -> calls.add(call.path("id").asText() + " "
                            + call.path("function").path("name").asText() + " "
                            + call.path("function").path("arguments").asText()));
        }
        return String.join("|", text, thinking, String.join(",", reasons), String.join(";", calls));
    }

    private static JsonNode tree(String chunk) {
        try {
            return JSON.readTree(chunk);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(chunk, e);
        }
    }

    private static String events(String... data) {
        return String.join(
                "",
                Arrays.stream(data)
                        .map(event -> "data: " + event.replace('\'', '"') + "\n\n")
                        .toList());
    }

    private static String content(String value) {
        return delta("'content':" + value);
    }

    private static String delta(String fields) {
        return "{'choices':[{'index':0,'delta':{" + fields + "},'finish_reason':null}]}";
    }

    private static String finishing(String content, String reason) {
        return "{'choices':[{'delta':{'content':" + content + "},'finish_reason':" + reason + "}]}";
    }

    private static String call(String fields) {
        return delta("'tool_calls':[{" + fields + "}]");
    }

    private static String whole(String message) {
        return "{'object':'chat.completion','choices':[{'message':{" + message + "},'finish_reason':'stop'}]}";
    }
}
