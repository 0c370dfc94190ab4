package dev.wukongsim.runtime.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tools from plain LangChain4j {@code @Tool} methods; a user's existing tool beans work unchanged.
 *
 * <p>A method may take LangChain4j's {@link InvocationParameters}; the {@link ToolCall} is in there under {@link #CALL}.
 * It may return a {@link ToolResult}; any other value is a success, text as it is and the rest as JSON. A
 * {@link ToolArgumentsException} is the model's mistake to mend; any other exception is a failure.
 */
public final class AnnotatedTools {

    /** Name of the {@link ToolCall} among the invocation parameters. */
    public static final String CALL = "wukong.call";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private AnnotatedTools() {}

    /**
     * The tools of these objects, in no particular order.
     *
     * @throws IllegalArgumentException if an object has no {@code @Tool} method
     */
    public static List<Tool> of(Object... toolObjects) {
        List<Tool> tools = new ArrayList<>();
        for (Object toolObject : toolObjects) {
            List<Method> methods = Arrays.stream(toolObject.getClass().getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(dev.langchain4j.agent.tool.Tool.class))
                    .toList();
            if (methods.isEmpty()) {
                throw new IllegalArgumentException(
                        "Class '" + toolObject.getClass().getName() + "' has no @Tool method");
            }
            methods.forEach(method -> tools.add(tool(toolObject, method)));
        }
        return List.copyOf(tools);
    }

    private static Tool tool(Object target, Method method) {
        method.setAccessible(true);
        return new Tool(
                ToolSpecifications.toolSpecificationFrom(method),
                contract(method),
                call -> invoke(target, method, call));
    }

    private static ToolContract contract(Method method) {
        String metadata =
                method.getAnnotation(dev.langchain4j.agent.tool.Tool.class).metadata();
        ToolContract strictest = ToolContract.strictest();
        try {
            ObjectNode stated = (ObjectNode) JSON.readTree(metadata.isBlank() ? "{}" : metadata);
            ObjectNode all = JSON.valueToTree(strictest);
            all.setAll(stated);
            return JSON.treeToValue(all, ToolContract.class);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "Metadata of @Tool method '" + method.getName() + "' is not a tool contract: " + metadata, e);
        }
    }

    private static ToolResult invoke(Object target, Method method, ToolCall call) {
        @Nullable Object[] arguments = new @Nullable Object[method.getParameterCount()];
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(parameters[i], call);
        }
        try {
            return result(method.invoke(target, arguments));
        } catch (InvocationTargetException e) {
            return thrown(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Tool method '" + method + "' cannot be called", e);
        }
    }

    private static @Nullable Object argument(Parameter parameter, ToolCall call) {
        if (parameter.getType() == InvocationParameters.class) {
            return InvocationParameters.from(CALL, call);
        }
        JsonNode value = call.arguments().get(name(parameter));
        return value == null || value.isNull()
                ? null
                : JSON.convertValue(value, JSON.constructType(parameter.getParameterizedType()));
    }

    private static String name(Parameter parameter) {
        P described = parameter.getAnnotation(P.class);
        return described == null || described.name().isBlank() ? parameter.getName() : described.name();
    }

    private static ToolResult result(@Nullable Object value) {
        return switch (value) {
            case null -> new ToolResult.Success("done");
            case ToolResult result -> result;
            case String text -> new ToolResult.Success(text);
            default -> new ToolResult.Success(json(value));
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Tool result of type '" + value.getClass().getName() + "' is not JSON", e);
        }
    }

    private static ToolResult thrown(Throwable cause) {
        return switch (cause) {
            case ToolArgumentsException wrong -> new ToolResult.Retry(String.valueOf(wrong.getMessage()));
            case Error error -> throw error;
            default ->
                new ToolResult.Failure(
                        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        };
    }
}
