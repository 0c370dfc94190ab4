package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.qwen.Thinking;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.Optional;

/** Whether a model can do what a file wants of its thinking. Stricter than a call, which makes do with what it gets. */
final class ThinkingCheck {

    private ThinkingCheck() {}

    static Optional<String> complaint(CatalogueModel model, ThinkingSetting wanted) {
        boolean cannotStop =
                wanted instanceof ThinkingSetting.Off && model.thinking().mode() == Thinking.Mode.ALWAYS;
        return cannotStop
                ? Optional.of("Model '" + model.id() + "' always thinks, and 'thinking' is off;"
                        + " choose a model that can do without, or leave it out")
                : model.complaint(wanted);
    }
}
