package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wukongsim.simulator.compatible.CompatiblePaths;
import dev.wukongsim.simulator.compatible.CompatibleRefusal;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.protocol.HttpReply;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.protocol.Route;
import dev.wukongsim.simulator.reply.MockIds;
import java.util.List;
import java.util.Optional;

/** The files of batches, as OpenAI's clients send and fetch them. */
public final class FileProtocol implements Protocol {

    private static final String FILES = CompatiblePaths.PREFIX + "/files";
    private static final String CONTENT = "/content";

    private final FileStore files;
    private final MockIds ids;

    public FileProtocol(FileStore files, MockIds ids) {
        this.files = files;
        this.ids = ids;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(FILES),
                Route.get(FILES),
                Route.get(FILES + "/[^/]+"),
                Route.delete(FILES + "/[^/]+"),
                Route.get(FILES + "/[^/]+" + CONTENT));
    }

    @Override
    public HttpReply answer(HttpCall call) {
        String path = call.path().replaceFirst("\\?.*$", "");
        String rest = path.substring(path.indexOf("/files") + "/files".length());
        if (call.method().equals("POST")) {
            Upload upload = Upload.of(call);
            return HttpReply.json(
                    200,
                    files.add(upload.name(), upload.purpose(), upload.content()).json());
        }
        if (call.method().equals("DELETE")) {
            return delete(rest.substring(1));
        }
        if (rest.isEmpty()) {
            return HttpReply.json(
                    200, Page.of(files.all().stream().map(StoredFile::json).toList(), call.path()));
        }
        if (rest.endsWith(CONTENT)) {
            StoredFile file = find(rest.substring(1, rest.length() - CONTENT.length()));
            return new HttpReply.Whole(200, "application/octet-stream", file.content(), Optional.empty());
        }
        return HttpReply.json(200, find(rest.substring(1)).json());
    }

    @Override
    public HttpReply refusal(ProviderError error, HttpCall call) {
        return CompatibleRefusal.of(error, ids);
    }

    private StoredFile find(String id) {
        return files.find(id).orElseThrow(() -> new RefusedException(ProviderError.notFound("File", id)));
    }

    private HttpReply delete(String id) {
        StoredFile file = files.remove(id).orElseThrow(() -> new RefusedException(ProviderError.notFound("File", id)));
        return HttpReply.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "file")
                        .put("deleted", true)
                        .put("id", file.id()));
    }
}
