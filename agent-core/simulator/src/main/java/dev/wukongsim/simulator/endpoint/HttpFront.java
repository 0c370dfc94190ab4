package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.http.Response;
import dev.wukongsim.simulator.fault.ProviderError;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real HTTP in front of a WireMock that has none: Netty reads and writes, a virtual thread for each request answers. */
public final class HttpFront implements AutoCloseable {

    /** The largest body that is read, in bytes. */
    public static final int LARGEST_BODY = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int WAITING_CONNECTIONS = 4_096;

    private final EventLoopGroup network =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("mock-qwen", true), NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<WireMockCore> core;
    private final ReplySender sender;
    private final Consumer<ServedRequest> watcher;
    private final Channel listening;

    /**
     * Listen on the loopback address only.
     *
     * @param port 0 for any free one
     * @param core waited for by the first request
     * @param watcher told of each request, on the thread that answers it
     * @throws PortInUseException if somebody else listens on the port
     */
    public HttpFront(int port, Supplier<WireMockCore> core, ReplySender sender, Consumer<ServedRequest> watcher)
            throws IOException {
        this.core = core;
        this.sender = sender;
        this.watcher = watcher;
        this.listening = listen(port);
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Frees the port at once; what is being answered is cut. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        threads.shutdownNow();
        awaitThreads();
        close(network);
    }

    /** Whoever is cut still talks to the network once. */
    private void awaitThreads() {
        try {
            boolean ended = threads.awaitTermination(1, TimeUnit.SECONDS);
            LOG.debug("All answers ended: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Channel listen(int port) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(network)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpServerKeepAliveHandler(),
                                        new WholeRequests(LARGEST_BODY, sender, threads),
                                        new RequestQueue(HttpFront.this::answer, threads));
                    }
                });
        try {
            return bootstrap
                    .bind(InetAddress.getLoopbackAddress(), port)
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception e) {
            close(network);
            if (e instanceof BindException) {
                throw new PortInUseException(port, e);
            }
            throw new IOException("Cannot listen on port " + port, e);
        }
    }

    /** Nobody waits for it: its thread is a daemon, and the port is free already. */
    private static void close(EventLoopGroup network) {
        Future<?> unused = network.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private void answer(FrontRequest request, Wire wire) {
        try {
            send(request, wire);
        } catch (IOException e) {
            LOG.debug("An answer was not sent to its end: {}", e.getMessage());
            wire.cut();
        }
    }

    private void send(FrontRequest request, Wire wire) throws IOException {
        Response response;
        try {
            response = core.get().answer(request);
        } catch (RuntimeException e) {
            LOG.debug("The mock failed", e);
            sender.send(ProviderError.ofMock(500, "mock_failed", String.valueOf(e)), wire);
            return;
        }
        Delivery delivery = Delivery.of(response);
        watcher.accept(new ServedRequest(
                request.getMethod().value(), request.getUrl(), response.getStatus(), delivery.fault()));
        sender.send(response, delivery, wire);
    }
}
