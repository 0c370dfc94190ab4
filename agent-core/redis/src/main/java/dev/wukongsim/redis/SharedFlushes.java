package dev.wukongsim.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Lets commands that many threads send at the same time leave together, in one packet: fewer system calls here, and one
 * fsync for all of them there. A command that comes alone leaves at once.
 */
final class SharedFlushes implements NettyCustomizer {

    private static final int MOST = 256;

    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
    }
}
