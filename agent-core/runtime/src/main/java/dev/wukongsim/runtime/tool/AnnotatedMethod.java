package dev.wukongsim.runtime.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A method as a tool: arguments by name in, any value out. */
record AnnotatedMethod(Object target, Method method) implements ToolHandler {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    @Override
    public ToolResult handle(ToolCall call) {
        try {
            return result(invoke(call));
        } catch (InvocationTargetException e) {
            return thrown(e.getTargetException());
        }
    }

    /** The result if the method returns anything at all. */
    Optional<ToolResult> found(ToolCall call) {
        try {
            return Optional.ofNullable(invoke(call)).map(AnnotatedMethod::result);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "Looking up an earlier call of tool '" + call.name() + "' failed", e.getTargetException());
        }
    }

    private @Nullable Object invoke(ToolCall call) throws InvocationTargetException {
        Parameter[] parameters = method.getParameters();
        @Nullable Object[] arguments = new @Nullable Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(parameters[i], call);
        }
        try {
            return method.invoke(target, arguments);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Tool method '" + method + "' cannot be called", e);
        }
    }

    private static @Nullable Object argument(Parameter parameter, ToolCall call) {
        if (parameter.getType() == InvocationParameters.class) {
            return InvocationParameters.from(AnnotatedTools.CALL, call);
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
            case CancellationException cancelled -> throw cancelled;
            case InterruptedException interrupted -> {
                Thread.currentThread().interrupt();
                throw new CancellationException("The tool was interrupted");
            }
            case Error error -> throw error;
            default ->
                new ToolResult.Failure(
                        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        };
    }
}
