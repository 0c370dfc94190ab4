package dev.wukongsim.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network before a port of this machine: forwards in both directions, until it is cut or falls silent. */
final class BreakableLine implements AutoCloseable {

    private enum State {
        WHOLE,
        CUT,
        SILENT
    }

    private static final int BUFFER = 8_192;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WHOLE;

    BreakableLine(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Close what is connected, and whatever connects from now on. */
    void cut() {
        state = State.CUT;
        closeAll();
    }

    /** Stay connected, and let nothing through in either direction. */
    void silence() {
        state = State.SILENT;
    }

    /** Forward again, for those who connect anew. */
    void mend() {
        closeAll();
        state = State.WHOLE;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                if (state == State.CUT) {
                    near.close();
                } else {
                    connect(near);
                }
            }
        } catch (IOException e) {
            closeAll();
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> forward(near, far));
        Thread.ofVirtual().start(() -> forward(far, near));
    }

    private void forward(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (state == State.WHOLE) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // the other side is gone
        }
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try (socket) {
                socket.shutdownOutput();
            } catch (IOException e) {
                // closed for us
            }
        }
        sockets.removeIf(Socket::isClosed);
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }
}
