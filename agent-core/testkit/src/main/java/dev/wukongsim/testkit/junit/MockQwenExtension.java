package dev.wukongsim.testkit.junit;

import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A mocked Qwen for the tests of a class, on a free port. Tests get it, or its base URL, as a parameter of type
 * {@link MockQwen} or {@link URI}. What it had to refuse is reported, and added to the failure of a test that fails. Replies
 * that no test has asked for make the class fail, if nothing else has.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MockQwenExtension QWEN = MockQwenExtension.replies(Path.of("src/test/replies"));
 *
 * @Test
 * void answers(URI baseUrl) { … }
 * }</pre>
 */
public final class MockQwenExtension
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final long SEED = 1;

    private final Supplier<Replies> replies;
    private final boolean strict;
    private @Nullable MockQwen mock;
    private int missesReported;
    private boolean failed;

    private MockQwenExtension(Supplier<Replies> replies, boolean strict) {
        this.replies = replies;
        this.strict = strict;
    }

    /** It says what this file says, or the files in this folder; they are read when the class begins. */
    public static MockQwenExtension replies(Path path) {
        return new MockQwenExtension(() -> Replies.read(path), true);
    }

    /** It says this. */
    public static MockQwenExtension replies(Turn... turns) {
        return new MockQwenExtension(() -> Replies.of(turns), true);
    }

    /** The same one, for a class that does not ask for every reply. */
    public MockQwenExtension allowUnused() {
        return new MockQwenExtension(replies, false);
    }

    /**
     * The mocked Qwen.
     *
     * @throws IllegalStateException if no test of the class is running
     */
    public MockQwen mock() {
        if (mock == null) {
            throw new IllegalStateException("The mocked Qwen has not been started; register it in a static field, and"
                    + " ask for it in a test or in @BeforeEach");
        }
        return mock;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        missesReported = 0;
        failed = false;
        mock = MockQwen.start(0, replies.get(), SEED);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> misses = mock().replies().misses();
        List<String> fresh = misses.subList(missesReported, misses.size());
        missesReported = misses.size();
        fresh.forEach(miss -> context.publishReportEntry("mocked Qwen refused", miss));
        context.getExecutionException().ifPresent(failure -> {
            failed = true;
            fresh.forEach(
                    miss -> failure.addSuppressed(new AssertionError("The mocked Qwen refused a request: " + miss)));
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        MockQwen ended = mock();
        mock = null;
        ended.close();
        List<String> unused = ended.replies().unused();
        if (strict && !failed && !unused.isEmpty()) {
            throw new AssertionError("No test has asked the mocked Qwen for " + String.join(", ", unused)
                    + "; delete what is not needed, or say allowUnused()");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == MockQwen.class || type == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == URI.class ? mock().baseUrl() : mock();
    }
}
