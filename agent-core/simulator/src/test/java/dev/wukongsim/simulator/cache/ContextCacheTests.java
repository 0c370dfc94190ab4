package dev.wukongsim.simulator.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.QwenTokenizer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContextCacheTests {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SCOPE = "qwen-plus/sk-1";

    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final ContextCache explicit = ContextCache.explicit();

    @Test
    void writesAMarkedBeginningAndHitsItAfterTheAnswer() {
        Prompt first = prompt(marked(1_100, "one"));
        int marked = first.markers().getFirst().tokens();

        assertThat(explicit.look(SCOPE, first, NOON)).isEqualTo(new CacheUse(0, marked, true));
        assertThat(explicit.look(SCOPE, first, NOON))
                .as("nothing is there before the answer")
                .isEqualTo(new CacheUse(0, marked, true));
        explicit.keep(SCOPE, first, NOON);
        assertThat(explicit.look(SCOPE, prompt(marked(1_100, "two")), NOON)).isEqualTo(new CacheUse(marked, 0, true));
    }

    @Test
    void countsTheTokensBeforeTheMarkerExactly() {
        ObjectNode request = marked(1_100, "one");
        String text = request.at("/messages/0/content/0/text").asText();

        assertThat(prompt(request).markers().getFirst().tokens())
                .isEqualTo(tokenizer.count("<|im_start|>system\n" + text + "<|im_end|>\n"));
        assertThat(prompt(request).tokens()).isEqualTo(tokenizer.count(ChatTemplate.render(request)));
    }

    @Test
    void forgetsAtExactlyFiveMinutesAndStartsAnewWithEachHit() {
        Prompt prompt = prompt(marked(1_100, "one"));
        int marked = prompt.markers().getFirst().tokens();
        explicit.keep(SCOPE, prompt, NOON);

        assertThat(explicit.look(SCOPE, prompt, NOON.plusSeconds(299)).hit()).isEqualTo(marked);
        assertThat(explicit.look(SCOPE, prompt, NOON.plusSeconds(598)).hit()).isEqualTo(marked);
        assertThat(explicit.look(SCOPE, prompt, NOON.plusSeconds(598 + 300))).isEqualTo(new CacheUse(0, marked, true));
    }

    @Test
    void takesNoBeginningBelowTheMinimum() {
        Prompt prompt = prompt(marked(500, "one"));
        explicit.keep(SCOPE, prompt, NOON);

        assertThat(explicit.look(SCOPE, prompt, NOON)).isEqualTo(new CacheUse(0, 0, true));
    }

    @Test
    void writesOnlyWhatALaterMarkerAdds() {
        Prompt first = prompt(marked(1_100, "one"));
        explicit.keep(SCOPE, first, NOON);
        ObjectNode longer = marked(1_100, "one");
        mark(longer, 1, "word ".repeat(300));
        Prompt second = prompt(longer);

        int hit = first.markers().getFirst().tokens();
        assertThat(explicit.look(SCOPE, second, NOON))
                .isEqualTo(new CacheUse(hit, second.markers().getLast().tokens() - hit, true));
    }

    @Test
    void looksBackTwentyBlocksAndNoFurther() {
        Prompt first = prompt(marked(1_100, "one"));
        explicit.keep(SCOPE, first, NOON);

        assertThat(explicit.look(SCOPE, prompt(later(20)), NOON).hit())
                .isEqualTo(first.markers().getFirst().tokens());
        assertThat(explicit.look(SCOPE, prompt(later(21)), NOON).hit()).isZero();
    }

    @Test
    void heedsTheLastFourMarkers() {
        ObjectNode request = marked(1_100, "one");
        for (int i = 1; i <= 4; i++) {
            mark(request, i, "more " + i);
        }

        assertThat(prompt(request).markers()).hasSize(4).allMatch(marker -> marker.tokens() > 1_107);
    }

    @Test
    void sharesNothingBetweenAccounts() {
        Prompt prompt = prompt(marked(1_100, "one"));
        explicit.keep(SCOPE, prompt, NOON);

        assertThat(explicit.look("qwen-plus/sk-2", prompt, NOON).hit()).isZero();
    }

    @Test
    void hitsImplicitlyFromTheMinimumOn() {
        ContextCache implicit = ContextCache.withImplicit(1_024);
        Prompt prompt = prompt(plain(1_100, "one"));
        implicit.keep(SCOPE, prompt, NOON);
        Prompt little = prompt(plain(900, "one"));
        implicit.keep(SCOPE, little, NOON);

        assertThat(implicit.look(SCOPE, prompt(plain(1_100, "two")), NOON)).isEqualTo(new CacheUse(1_024, 0, false));
        assertThat(implicit.look(SCOPE, little, NOON)).isEqualTo(CacheUse.NONE);
        assertThat(implicit.look(SCOPE, prompt, NOON.plus(ContextCache.LIFE))).isEqualTo(CacheUse.NONE);
    }

    @Test
    void cachesNothingByItselfUnlessToldTo() {
        Prompt prompt = prompt(plain(1_100, "one"));
        explicit.keep(SCOPE, prompt, NOON);

        assertThat(explicit.look(SCOPE, prompt, NOON)).isEqualTo(CacheUse.NONE);
    }

    private Prompt prompt(ObjectNode request) {
        return Prompt.of(request, tokenizer);
    }

    /** A system message of so many words with a marker, and a question. */
    private static ObjectNode marked(int words, String question) {
        ObjectNode request = plain(words, question);
        ObjectNode system = (ObjectNode) request.at("/messages/0");
        String text = system.path("content").asText();
        system.putArray("content").addObject().put("type", "text").put("text", text);
        mark((ObjectNode) system.at("/content/0"));
        return request;
    }

    private static ObjectNode plain(int words, String question) {
        ObjectNode request = new ObjectMapper().createObjectNode().put("model", "qwen-plus");
        request.putArray("messages")
                .addObject()
                .put("role", "system")
                .put("content", "word ".repeat(words).strip());
        request.withArray("messages").addObject().put("role", "user").put("content", question);
        return request;
    }

    /** The marked beginning, and a marker so many blocks after it. */
    private static ObjectNode later(int blocks) {
        ObjectNode request = plain(1_100, "0");
        for (int i = 1; i < blocks; i++) {
            request.withArray("messages").addObject().put("role", "user").put("content", "" + i);
        }
        ObjectNode last = (ObjectNode)
                request.path("messages").get(request.path("messages").size() - 1);
        last.putArray("content").addObject().put("type", "text").put("text", "end");
        mark((ObjectNode) last.at("/content/0"));
        return request;
    }

    private static void mark(ObjectNode request, int index, String text) {
        mark(request.withArray("messages")
                .insertObject(index)
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", text));
    }

    private static void mark(ObjectNode part) {
        part.putObject("cache_control").put("type", "ephemeral");
    }
}
