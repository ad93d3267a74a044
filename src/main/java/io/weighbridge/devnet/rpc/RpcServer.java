package io.weighbridge.devnet.rpc;

import io.weighbridge.devnet.node.DevChain;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a chain over WebSocket. Requests larger than 4 MiB, connections beyond 256 and clients that leave 2048 messages
 * or 64 MiB unread are turned away.
 */
public final class RpcServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);
    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_UNREAD = 2048;
    private static final long MOST_UNREAD_BYTES = 64L * 1024 * 1024;
    private static final int START_SECONDS = 10;
    private static final int STOP_MILLIS = 1000;

    private final Dispatch dispatch;
    private final Server server;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private RpcServer(DevChain chain, InetSocketAddress address) {
        this.dispatch = new Dispatch(chain);
        this.server = new Server(address);
    }

    /**
     * Starts to serve, and returns when clients can connect.
     *
     * @throws RpcServerException if the address cannot be listened on
     */
    public static RpcServer start(DevChain chain, InetSocketAddress address) {
        var server = new RpcServer(chain, address);
        server.server.start();
        try {
            int unused = server.port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            server.close();
            throw new RpcServerException(
                    "cannot listen on " + address + ": " + e.getCause() + "; choose another port, or 0 for any", e);
        } catch (TimeoutException e) {
            server.close();
            throw new RpcServerException("nothing listens on " + address + " after " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close();
            throw new RpcServerException("interrupted while opening " + address, e);
        }
        return server;
    }

    /** The port that is listened on. */
    public int port() {
        return port.join();
    }

    /** How many clients are connected. */
    public int connections() {
        return server.getConnections().size();
    }

    /** Tells every client that there is a new block. */
    public void blockAdded() {
        for (WebSocket socket : server.getConnections()) {
            Client client = socket.getAttachment();
            if (client != null) {
                client.blockAdded();
            }
        }
    }

    /** Closes every connection and stops to listen. */
    @Override
    public void close() {
        try {
            server.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(WebSocket socket, String text) {
        if (!socket.isOpen()) {
            return;
        }
        if (socket instanceof WebSocketImpl queue && isFull(queue.outQueue)) {
            LOG.warn("{} does not read: closing", socket.getRemoteSocketAddress());
            socket.closeConnection(CloseFrame.POLICY_VALIDATION, "too much is unread");
            return;
        }
        socket.send(text);
    }

    private static boolean isFull(Collection<ByteBuffer> unread) {
        return unread.size() >= MOST_UNREAD
                || unread.stream().mapToLong(ByteBuffer::remaining).sum() >= MOST_UNREAD_BYTES;
    }

    private final class Server extends WebSocketServer {

        Server(InetSocketAddress address) {
            super(address, List.of(new Draft_6455(List.of(), List.of(new Protocol("")), LARGEST_REQUEST)));
            setReuseAddr(true);
            setTcpNoDelay(true);
            setDaemon(true);
        }

        @Override
        public void onStart() {
            port.complete(getPort());
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            if (getConnections().size() > MOST_CONNECTIONS) {
                socket.close(CloseFrame.TRY_AGAIN_LATER, "no more than " + MOST_CONNECTIONS + " connections");
                return;
            }
            socket.setAttachment(new Client(text -> send(socket, text)));
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            Client client = socket.getAttachment();
            if (client != null) {
                dispatch.handle(text, client);
            }
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer bytes) {
            socket.close(CloseFrame.REFUSE, "requests are text");
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            LOG.debug("a connection closed with {} {}", code, reason);
        }

        @Override
        public void onError(@Nullable WebSocket socket, Exception fault) {
            if (socket == null && port.completeExceptionally(fault)) {
                return;
            }
            LOG.warn("a connection failed: {}", fault.toString());
        }
    }
}
