package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** A part of a list, as {@code after} and {@code limit} in the query ask for it. */
final class Page {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    private Page() {}

    /**
     * Cut a page.
     *
     * @param items each with an {@code id}
     * @param path with the query
     * @throws RefusedException if the limit is none
     */
    static ObjectNode of(List<ObjectNode> items, String path) {
        QueryStringDecoder query = new QueryStringDecoder(path);
        int begin = begin(items, parameter(query, "after", ""));
        int end = Math.min(items.size(), begin + limit(parameter(query, "limit", String.valueOf(USUAL))));
        List<ObjectNode> page = items.subList(begin, end);
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data").addAll(page);
        list.put("first_id", page.isEmpty() ? null : page.getFirst().path("id").asText());
        list.put("last_id", page.isEmpty() ? null : page.getLast().path("id").asText());
        return list.put("has_more", end < items.size());
    }

    /** Behind the item of this id; at the beginning if there is none. */
    private static int begin(List<ObjectNode> items, String after) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).path("id").asText().equals(after)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static int limit(String text) {
        int limit = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw new RefusedException(ProviderError.invalidRequest(
                    "'limit' must be a number from 1 to " + MOST + ", not '" + text + "'"));
        }
        return limit;
    }

    private static String parameter(QueryStringDecoder query, String name, String otherwise) {
        return query.parameters().getOrDefault(name, List.of(otherwise)).getFirst();
    }
}
