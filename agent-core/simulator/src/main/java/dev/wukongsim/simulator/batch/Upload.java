package dev.wukongsim.simulator.batch;

import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A file that somebody sends. */
record Upload(String name, String purpose, String content) {

    private static final String FORM = "multipart/form-data";

    /**
     * Read a form with a {@code file} and a {@code purpose}.
     *
     * @throws RefusedException if it is no such form
     */
    static Upload of(HttpCall call) {
        String type = call.header("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw invalid("A file must be sent as " + FORM + ", not as '" + type + "'.");
        }
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(call.body()));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        try {
            HttpPostMultipartRequestDecoder form =
                    new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
            try {
                return of(form);
            } finally {
                form.destroy();
            }
        } catch (ErrorDataDecoderException e) {
            throw invalid("The form cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Upload of(HttpPostMultipartRequestDecoder form) throws IOException {
        if (!(form.getBodyHttpData("file") instanceof FileUpload file) || !file.isCompleted()) {
            throw invalid("'file' is a required property, and must be a whole file.");
        }
        String purpose = form.getBodyHttpData("purpose") instanceof Attribute attribute ? attribute.getValue() : "";
        if (!purpose.equals("batch")) {
            throw invalid("'purpose' must be batch, not '" + purpose + "'; the mock keeps no other files.");
        }
        return new Upload(file.getFilename(), purpose, text(file.get()));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The file must be encoded in UTF-8.");
        }
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(ProviderError.invalidRequest(message));
    }
}
