package dev.wukongsim.simulator.endpoint;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** The requests of one connection, answered one after the other on threads that may wait. */
final class RequestQueue extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final BiConsumer<FrontRequest, Wire> answer;
    private final Executor threads;
    private final Queue<FrontRequest> waiting = new ArrayDeque<>();
    private boolean busy;

    RequestQueue(BiConsumer<FrontRequest, Wire> answer, Executor threads) {
        this.answer = answer;
        this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            new Wire(context.channel()).cut();
            return;
        }
        waiting.add(FrontRequest.of(request, context.channel()));
        next(context);
    }

    /** A client that has gone is no news: whoever writes to it is told. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        new Wire(context.channel()).cut();
    }

    private void next(ChannelHandlerContext context) {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            FrontRequest request = waiting.remove();
            threads.execute(() -> answer(request, context));
        }
    }

    private void answer(FrontRequest request, ChannelHandlerContext context) {
        answer.accept(request, new Wire(context.channel()));
        context.executor().execute(() -> {
            busy = false;
            next(context);
        });
    }
}
