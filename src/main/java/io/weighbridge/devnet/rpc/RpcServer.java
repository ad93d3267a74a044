package io.weighbridge.devnet.rpc;

import io.weighbridge.devnet.node.DevChain;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a chain over WebSocket and, where asked for, over HTTP on another port. Requests larger than 4 MiB, connections
 * beyond 256 and clients that leave 2048 messages or 64 MiB unread are turned away.
 */
public final class RpcServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);
    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_UNREAD = 2048;
    private static final long MOST_UNREAD_BYTES = 64L * 1024 * 1024;
    private static final int START_SECONDS = 10;
    private static final int STOP_MILLIS = 1000;

    private final DevChain chain;
    private final Manners manners;
    private final Gate gate;
    private final Dispatch dispatch;
    private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "devnet-late");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<HttpDoor> doors = new ConcurrentLinkedQueue<>();
    private final Server server;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private RpcServer(DevChain chain, InetSocketAddress address, Manners manners) {
        this.gate = new Gate(manners, System::nanoTime);
        this.manners = manners;
        this.chain = chain;
        this.dispatch = new Dispatch(chain, manners.prunedBelow(), this::refusal);
        this.server = new Server(address);
    }

    private Optional<RpcFault> refusal() {
        return gate.takes() ? Optional.empty() : Optional.of(RpcFault.tooManyRequests());
    }

    /**
     * Starts to serve, and returns when clients can connect.
     *
     * @throws RpcServerException if the address cannot be listened on
     */
    public static RpcServer start(DevChain chain, InetSocketAddress address, Manners manners) {
        var server = new RpcServer(chain, address, manners);
        server.server.start();
        try {
            int unused = server.port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            server.close();
            throw new RpcServerException(
                    text(address) + ": " + reason(e) + "; choose another host or port, or 0 for any port", e);
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

    /** The beginning of a complaint about an address. */
    static String text(InetSocketAddress address) {
        return "cannot listen on " + address.getHostString() + ":" + address.getPort();
    }

    private static String reason(ExecutionException fault) {
        Throwable cause = fault.getCause();
        return String.valueOf(cause == null ? fault.getMessage() : cause.getMessage());
    }

    /** The port that is listened on. */
    public int port() {
        return port.join();
    }

    /**
     * Serves the same by HTTP too, out of the same limit; gives the port that is listened on.
     *
     * @throws RpcServerException if the address cannot be listened on
     */
    public int serveHttp(InetSocketAddress address) {
        var methods = new Dispatch(chain, manners.prunedBelow(), Optional::empty);
        HttpDoor door = HttpDoor.open(methods, gate, manners.latency(), address);
        doors.add(door);
        return door.port();
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
        doors.forEach(HttpDoor::close);
        late.shutdownNow();
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

    private final class Server extends FlushingWebSocketServer {

        Server(InetSocketAddress address) {
            super(
                    address,
                    Runtime.getRuntime().availableProcessors(),
                    List.of(new Draft_6455(List.of(), List.of(new Protocol("")), LARGEST_REQUEST)));
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
            if (client == null) {
                return;
            }
            if (manners.latency().isZero()) {
                dispatch.handle(text, client);
            } else if (!late.isShutdown()) {
                var unused = late.schedule(
                        () -> dispatch.handle(text, client), manners.latency().toNanos(), TimeUnit.NANOSECONDS);
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
