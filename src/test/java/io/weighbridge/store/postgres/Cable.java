package io.weighbridge.store.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What lies between a client and a server on loopback, and can be cut: then nothing is connected, and nothing connects. */
final class Cable implements AutoCloseable {

    private final int serverPort;
    private final ServerSocket listening;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile String fatal = "";

    /** Leads to the server at that port. */
    Cable(int serverPort) {
        this.serverPort = serverPort;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where the client connects. */
    int port() {
        return listening.getLocalPort();
    }

    /** Cuts it: whoever is connected, or connects, sees the connection end. */
    synchronized void cut() {
        isCut = true;
        ends.forEach(Cable::close);
        ends.clear();
    }

    /** Whether it is cut. */
    boolean isCut() {
        return isCut;
    }

    /** Makes it whole again. */
    void mend() {
        isCut = false;
    }

    /** Once the server has done the next statement of that text, it is cut before the answer arrives. */
    void cutAfter(String statement) {
        fatal = statement;
    }

    @Override
    public void close() {
        cut();
        close(listening);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                // Closed, or the server is not there: whoever connects sees it.
                ends.forEach(Cable::close);
            }
        }
    }

    /** Not while it is being cut: no connection outlasts that. */
    private synchronized void connect(Socket client) throws IOException {
        if (isCut) {
            close(client);
            return;
        }
        var link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
        ends.add(link.client());
        ends.add(link.server());
        start(() -> link.pump(link.client(), link.server()));
        start(() -> link.pump(link.server(), link.client()));
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean doomed;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        Socket client() {
            return client;
        }

        Socket server() {
            return server;
        }

        void pump(Socket from, Socket to) {
            var bytes = new byte[1 << 16];
            try {
                int count = from.getInputStream().read(bytes);
                while (count >= 0 && !(doomed && from == server)) {
                    String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
                    if (from == client && !fatal.isEmpty() && text.contains(fatal)) {
                        fatal = "";
                        doomed = true;
                    }
                    to.getOutputStream().write(bytes, 0, count);
                    count = from.getInputStream().read(bytes);
                }
                if (doomed) {
                    cut();
                }
            } catch (IOException e) {
                // The other end went away.
            } finally {
                close(from);
                close(to);
            }
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable end) {
        try {
            end.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
