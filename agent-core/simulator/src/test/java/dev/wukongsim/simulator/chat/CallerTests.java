package dev.wukongsim.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.reply.Asker;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTests {

    @Test
    void readsNamesThatCameEncoded() {
        assertThat(caller("%E5%AE%A1%E6%89%B9+%E5%91%98", "t%2B1").asker()).isEqualTo(new Asker("审批 员", "t+1", "3"));
    }

    @Test
    void takesANameAsItIsIfItIsNotEncoded() {
        assertThat(caller("clerk", "50%").asker()).isEqualTo(new Asker("clerk", "50%", "3"));
    }

    private static Caller caller(String agent, String task) {
        Map<String, String> headers = Map.of("X-Wukong-Agent", agent, "X-Wukong-Task", task, "X-Wukong-Step", "3");
        return Caller.of(new HttpCall("POST", "/v1/chat/completions", headers::get, new byte[0]));
    }
}
