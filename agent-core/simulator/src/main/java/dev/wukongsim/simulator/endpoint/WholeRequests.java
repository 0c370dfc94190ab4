package dev.wukongsim.simulator.endpoint;

import dev.wukongsim.simulator.fault.ProviderError;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.io.IOException;
import java.util.concurrent.Executor;

/** Puts requests together, and refuses those that are too large in the provider's form. */
final class WholeRequests extends HttpObjectAggregator {

    private final int limit;
    private final ReplySender sender;
    private final Executor threads;

    WholeRequests(int limit, ReplySender sender, Executor threads) {
        super(limit);
        this.limit = limit;
        this.sender = sender;
        this.threads = threads;
    }

    /** The rest of the request is read and dropped, so that the client sees the refusal. */
    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage request) {
        Wire wire = new Wire(context.channel());
        threads.execute(() -> refuse(wire));
    }

    private void refuse(Wire wire) {
        try {
            sender.send(ProviderError.tooLarge(limit), wire);
        } catch (IOException e) {
            wire.cut();
        }
    }
}
