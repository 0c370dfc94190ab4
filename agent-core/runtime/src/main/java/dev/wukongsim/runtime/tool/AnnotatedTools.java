package dev.wukongsim.runtime.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tools from plain LangChain4j {@code @Tool} methods; a user's existing tool beans work unchanged.
 *
 * <p>A method may take LangChain4j's {@link InvocationParameters}; the {@link ToolCall} is in there under {@link #CALL}.
 * It may return a {@link ToolResult}; any other value is a success, text as it is and the rest as JSON. A
 * {@link ToolArgumentsException} is the model's mistake to mend; any other exception is a failure.
 *
 * <p>A queryable tool names in its metadata the method of its class that looks an earlier call up, as in
 * {@code {"idempotency":"queryable","lookup":"find"}}. That method takes the same parameters, or fewer, and returns null if
 * the call did not take effect.
 */
public final class AnnotatedTools {

    /** Name of the {@link ToolCall} among the invocation parameters. */
    public static final String CALL = "wukong.call";

    private static final String LOOKUP = "lookup";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private AnnotatedTools() {}

    /**
     * The tools of these objects, in no particular order.
     *
     * @throws IllegalArgumentException if an object has no {@code @Tool} method, or a contract that it cannot keep
     */
    public static List<Tool> of(Object... toolObjects) {
        return tools(Drafting.none(), toolObjects);
    }

    /**
     * The tools of these objects, of which the transactional ones change nothing but this store.
     *
     * @throws IllegalArgumentException if an object has no {@code @Tool} method, or a contract that it cannot keep
     */
    public static List<Tool> over(Drafting store, Object... toolObjects) {
        return tools(store, toolObjects);
    }

    private static List<Tool> tools(Drafting store, Object... toolObjects) {
        List<Tool> tools = new ArrayList<>();
        for (Object toolObject : toolObjects) {
            List<Method> methods = Arrays.stream(toolObject.getClass().getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class))
                    .toList();
            if (methods.isEmpty()) {
                throw new IllegalArgumentException(
                        "Class '" + toolObject.getClass().getName() + "' has no @Tool method");
            }
            methods.forEach(method -> tools.add(tool(store, toolObject, method)));
        }
        return List.copyOf(tools);
    }

    private static Tool tool(Drafting store, Object target, Method method) {
        ObjectNode metadata = metadata(method);
        JsonNode lookup = metadata.remove(LOOKUP);
        ToolContract contract = contract(method, metadata);
        boolean queryable = contract.idempotency() == ToolContract.Idempotency.QUERYABLE;
        if (queryable != (lookup != null)) {
            throw new IllegalArgumentException("A @Tool method names a '" + LOOKUP
                    + "' method if it is queryable, and only then; '" + method.getName() + "' does not");
        }
        method.setAccessible(true);
        ToolHandler handler = contract.idempotency() == ToolContract.Idempotency.TRANSACTIONAL
                ? new TransactionalMethod(new AnnotatedMethod(target, method), store)
                : new AnnotatedMethod(target, method);
        return new Tool(
                ToolSpecifications.toolSpecificationFrom(method),
                contract,
                lookup == null ? handler : new QueryableMethod(handler, lookup(target, lookup.asText())));
    }

    private static AnnotatedMethod lookup(Object target, String name) {
        Method method = Arrays.stream(target.getClass().getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Class '" + target.getClass().getName() + "' has no method '" + name + "' to look up with"));
        method.setAccessible(true);
        return new AnnotatedMethod(target, method);
    }

    private static ObjectNode metadata(Method method) {
        String metadata =
                method.getAnnotation(dev.langchain4j.agent.tool.Tool.class).metadata();
        try {
            return (ObjectNode) JSON.readTree(metadata.isBlank() ? "{}" : metadata);
        } catch (JsonProcessingException | ClassCastException e) {
            throw notAContract(method, metadata, e);
        }
    }

    private static ToolContract contract(Method method, ObjectNode stated) {
        ObjectNode all = JSON.valueToTree(ToolContract.strictest());
        all.setAll(stated);
        try {
            return JSON.treeToValue(all, ToolContract.class);
        } catch (JsonProcessingException e) {
            throw notAContract(method, stated.toString(), e);
        }
    }

    private static IllegalArgumentException notAContract(Method method, String metadata, Exception cause) {
        return new IllegalArgumentException(
                "Metadata of @Tool method '" + method.getName() + "' is not a tool contract: " + metadata, cause);
    }
}
