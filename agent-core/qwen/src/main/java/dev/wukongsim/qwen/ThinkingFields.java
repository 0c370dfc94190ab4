package dev.wukongsim.qwen;

import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request to an endpoint says about thinking. Nothing, if the model does what is wanted by itself or cannot do
 * otherwise: a model that always thinks is not told to, and one that never does is not told not to.
 *
 * @param streams whether answers are streamed; some models think in streams only
 */
record ThinkingFields(Dialect dialect, boolean streams) {

    /**
     * The fields for a model.
     *
     * @param model as the catalogue knows it; empty if it does not, so that the endpoint has to judge
     * @throws ModelException if the endpoint would refuse it, or could not be told
     */
    Map<String, Object> of(String name, Optional<CatalogueModel> model, ThinkingSetting wanted) {
        Optional<String> complaint = model.flatMap(known -> complaint(known, wanted));
        if (complaint.isPresent()) {
            throw refusal(complaint.get());
        }
        ThinkingSetting setting = model.map(known -> within(known, wanted)).orElse(wanted);
        Map<String, Object> fields =
                new HashMap<>(dialect.fields(setting).orElseThrow(() -> refusal(unsaid(name, setting))));
        if (model.filter(known -> !known.thinking().canBeSwitched()).isPresent()) {
            fields.remove(Dialect.SWITCH);
        }
        return fields;
    }

    /** Without a stream, a model that thinks in streams only must not be asked to think. */
    private Optional<String> complaint(CatalogueModel model, ThinkingSetting wanted) {
        boolean always = model.thinking().mode() == Thinking.Mode.ALWAYS;
        return needsStream(model) && (always || wanted.asksForThinking())
                ? Optional.of(noStream(model))
                : model.complaint(wanted);
    }

    private ThinkingSetting within(CatalogueModel model, ThinkingSetting wanted) {
        return switch (model.thinking().mode()) {
            case NEVER -> new ThinkingSetting.Usual();
            case ALWAYS -> wanted instanceof ThinkingSetting.Budget ? wanted : new ThinkingSetting.Usual();
            case ON, OFF -> needsStream(model) ? new ThinkingSetting.Off() : wanted;
        };
    }

    /** Bailian's rule; other servers stream or not as they like. */
    private boolean needsStream(CatalogueModel model) {
        return dialect == Dialect.DASHSCOPE && model.thinking().streamOnly() && !streams;
    }

    private static String noStream(CatalogueModel model) {
        return "Model '" + model.id() + "' thinks in streamed answers only, and this endpoint is asked for plain ones;"
                + " stream them, or choose another model or 'thinking: off'";
    }

    private String unsaid(String name, ThinkingSetting setting) {
        return "Model '" + name + "' cannot be told about thinking in the dialect '" + dialect
                + "', and the task wants '" + setting.written()
                + "'; leave 'thinking' out, or name the endpoint's dialect with WUKONG_DIALECT";
    }

    private static ModelException refusal(String message) {
        return new ModelException(Kind.CONFIGURATION, message, null);
    }
}
