package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNullElse;

import dev.wukongsim.qwen.CalibratedTokenCounter;
import dev.wukongsim.qwen.CalibratingModel;
import dev.wukongsim.qwen.CircuitBreakers;
import dev.wukongsim.qwen.CircuitBreakingModel;
import dev.wukongsim.qwen.Dialect;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.recording.Recorder;
import dev.wukongsim.simulator.recording.Redaction;
import dev.wukongsim.simulator.reply.Replies;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A model to talk to over HTTP for the length of one run: the mocked Qwen in this process, or a real endpoint. */
final class ModelConnection implements AutoCloseable {

    private static final String KEY_OF_THE_MOCK = "sk-mocked";

    private final ModelClient client;
    private final TokenCounter counter;
    private final Runnable end;

    private ModelConnection(ModelClient client, TokenCounter counter, Runnable end) {
        this.client = client;
        this.counter = counter;
        this.end = end;
    }

    /**
     * Connect to the model that the setting wants.
     *
     * @throws CommandFailure if the setting or the configuration names no model
     */
    static ModelConnection open(
            Setting setting, WukongProperties properties, CalibrationFile calibration, CircuitBreakers breakers) {
        return setting.live() ? live(setting, properties, calibration, breakers) : mocked(setting, properties);
    }

    /** A real endpoint may count otherwise than we do, so its answers teach the counter, in this run and in later ones. */
    private static ModelConnection live(
            Setting setting, WukongProperties properties, CalibrationFile calibration, CircuitBreakers breakers) {
        Endpoint endpoint = setting.taping()
                .map(taping -> liveEndpoint("--endpoint", taping.endpoint(), properties))
                .orElseGet(() -> liveEndpoint("--live", named(properties), properties));
        CalibratedTokenCounter counter = calibration.counter();
        ModelClient guarded = new CircuitBreakingModel(new QwenClient(endpoint, counter), endpoint, breakers);
        ModelClient client = new CalibratingModel(guarded, counter);
        Runnable keep = () -> calibration.keep(counter);
        return setting.taping()
                .map(taping -> taped(taping, endpoint, client, counter, keep))
                .orElseGet(() -> new ModelConnection(client, counter, keep));
    }

    private static ModelConnection taped(
            Taping taping, Endpoint endpoint, ModelClient client, TokenCounter counter, Runnable keep) {
        Recorder recorder = new Recorder(client, redaction(endpoint));
        return new ModelConnection(recorder, counter, () -> {
            keep.run();
            recorder.save(taping.file(), "Answers of " + endpoint.baseUrl().getHost());
        });
    }

    private static Redaction redaction(Endpoint endpoint) {
        try {
            return Redaction.of(List.of(endpoint.apiKey()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.USAGE, "Nothing can be recorded: " + e.getMessage(), e);
        }
    }

    private static ModelConnection mocked(Setting setting, WukongProperties properties) {
        Path replies = setting.replies()
                .orElseThrow(() -> CommandFailure.usage("The task names no 'replies' file, and the mocked model has"
                        + " nothing else to say; add one, or use --live with a real endpoint"));
        MockQwen mock = MockQwen.start(0, Replies.read(replies), setting.seed());
        Endpoint endpoint = new Endpoint(mock.baseUrl(), KEY_OF_THE_MOCK, properties.modelTimeout()).tellingOrigin();
        TokenCounter counter = new QwenTokenCounter();
        return new ModelConnection(new QwenClient(endpoint, counter), counter, mock::close);
    }

    private static URI named(WukongProperties properties) {
        if (properties.endpoint() == null) {
            throw CommandFailure.usage("--live needs an endpoint; set WUKONG_ENDPOINT to an OpenAI-compatible base URL,"
                    + " such as https://dashscope.aliyuncs.com/compatible-mode/v1");
        }
        return properties.endpoint();
    }

    private static Endpoint liveEndpoint(String option, URI baseUrl, WukongProperties properties) {
        if (properties.apiKey() == null || properties.apiKey().isBlank()) {
            throw CommandFailure.usage(
                    option + " needs a key for " + baseUrl + "; set WUKONG_API_KEY or DASHSCOPE_API_KEY");
        }
        try {
            return liveEndpoint(properties, new Endpoint(baseUrl, properties.apiKey(), properties.modelTimeout()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.USAGE, option + ": " + e.getMessage(), e);
        }
    }

    private static Endpoint liveEndpoint(WukongProperties properties, Endpoint plain) {
        Dialect dialect = requireNonNullElse(properties.dialect(), Dialect.of(plain.baseUrl()));
        Endpoint spoken = plain.withDialect(dialect).streamed(properties.streamed());
        return properties.burstWait() == null ? spoken : spoken.queueing(properties.burstWait());
    }

    ModelClient client() {
        return client;
    }

    TokenCounter counter() {
        return counter;
    }

    @Override
    public void close() {
        end.run();
    }
}
