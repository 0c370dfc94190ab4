package dev.wukongsim.shell.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.qwen.ChatTemplate;
import dev.wukongsim.qwen.Count;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.Figures;
import dev.wukongsim.shell.wiring.CalibrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class TokensCommand implements ShellCommand {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFAULT_MODEL = "qwen-plus";

    private final ObjectProvider<CalibrationFile> calibration;

    TokensCommand(ObjectProvider<CalibrationFile> calibration) {
        this.calibration = calibration;
    }

    @Override
    public Usage usage() {
        return Usage.of("tokens", "counts tokens as the model does, and says when it is an estimate")
                .mayTakeSome("TEXT")
                .option("model", "M", DEFAULT_MODEL + " by default")
                .option("file", "FILE", "counts a text file")
                .option("chat", "FILE", "counts a chat request, as JSON with messages and tools")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        String model = invocation.option("model").orElse(DEFAULT_MODEL);
        Count count = calibration.getObject().counter().count(model, text(invocation));
        invocation
                .out()
                .println(
                        invocation.flag("json")
                                ? JSON.createObjectNode()
                                        .put("model", model)
                                        .put("tokens", count.tokens())
                                        .put("estimated", count.estimated())
                                : Figures.count(count));
        return 0;
    }

    private static String text(Invocation invocation) {
        String words = String.join(" ", invocation.arguments());
        long sources = Stream.of(
                        !words.isEmpty(),
                        invocation.option("file").isPresent(),
                        invocation.option("chat").isPresent())
                .filter(given -> given)
                .count();
        if (sources != 1) {
            throw CommandFailure.usage("Command 'tokens' takes exactly one of TEXT, --file and --chat");
        }
        return invocation
                .option("file")
                .map(TokensCommand::read)
                .or(() -> invocation.option("chat").map(TokensCommand::chat))
                .orElse(words);
    }

    private static String chat(String file) {
        try {
            JsonNode request = JSON.readTree(read(file));
            if (!request.path("messages").isArray()) {
                throw CommandFailure.usage("File '" + file + "' is no chat request; it needs a list 'messages'");
            }
            return ChatTemplate.render(request);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.USAGE, "File '" + file + "' is not JSON: " + e.getMessage(), e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "File '" + file + "' cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }
}
