package dev.wukongsim.qwen.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The body of an answer that is no stream, up to a size that nobody exceeds in earnest. */
final class WholeText {

    /** An error may not be larger than this. */
    static final int LARGEST_ERROR = 1 << 20;

    private WholeText() {}

    static String read(BodyStream stream, Deadlines deadlines, int largest)
            throws IOException, TimeoutException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<ByteBuffer> buffers = stream.next(deadlines.firstByte());
        while (!buffers.isEmpty() && bytes.size() < largest) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.write(part);
            }
            buffers = stream.next(deadlines.silence());
        }
        return bytes.toString(UTF_8);
    }
}
