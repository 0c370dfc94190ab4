package dev.wukongsim.simulator.endpoint;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * One answer on its way over one connection. For one thread, which waits until what it writes has left: of several writes for
 * the last one, which fails if one before it did.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Wire {

    /** So many events are handed to the network at once, so that a slow reader does not fill the memory. */
    private static final int AT_ONCE = 512;

    private final Channel channel;

    Wire(Channel channel) {
        this.channel = channel;
    }

    void whole(int status, HttpHeaders headers, byte[] body) throws IOException {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers().set(headers).setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        await(channel.writeAndFlush(response));
    }

    /** The head of an answer of so many bytes, and the first of them. */
    void begin(int status, HttpHeaders headers, int length, byte[] first) throws IOException {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        response.headers().set(headers).setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        channel.write(response);
        await(channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(first))));
    }

    /** The head of an answer in chunks. */
    void begin(int status, HttpHeaders headers) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        response.headers().set(headers);
        HttpUtil.setTransferEncodingChunked(response, true);
        channel.write(response);
    }

    /** Send each of these as a chunk of its own. */
    void chunks(List<byte[]> chunks) throws IOException {
        for (int from = 0; from < chunks.size(); from += AT_ONCE) {
            List<byte[]> some = chunks.subList(from, Math.min(from + AT_ONCE, chunks.size()));
            ChannelPromise sent = channel.newPromise();
            channel.eventLoop().execute(() -> write(some, sent));
            await(sent);
        }
    }

    /** In one go on the thread of the network, as handing over each chunk by itself takes longer than sending it. */
    private void write(List<byte[]> chunks, ChannelPromise sent) {
        for (int i = 0; i < chunks.size(); i++) {
            HttpContent content = new DefaultHttpContent(Unpooled.wrappedBuffer(chunks.get(i)));
            channel.write(content, i == chunks.size() - 1 ? sent : channel.voidPromise());
        }
        channel.flush();
    }

    /** Let the other side see what was written, though nothing may follow. */
    void flush() {
        channel.flush();
    }

    void end() throws IOException {
        await(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    /** Close the connection, whatever has been said. */
    void cut() {
        channel.close();
    }

    /** Break the connection so that the other side is told of a reset. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    private static void await(ChannelFuture sent) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        sent.addListener(future -> done.countDown());
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while an answer was sent", e);
        }
        if (!sent.isSuccess()) {
            throw new IOException("The client has gone", sent.cause());
        }
    }
}
