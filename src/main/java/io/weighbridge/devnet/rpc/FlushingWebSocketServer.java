package io.weighbridge.devnet.rpc;

import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.server.WebSocketServer;

/**
 * A WebSocket server that sends what it has queued. The library's selector thread may find the queue of a connection empty
 * and then stop waiting for the socket to be writable, just after another thread has queued a message: about once in a
 * million messages that message would stay until the next one. So the connections with unsent data are looked at again
 * every 20 ms.
 */
public abstract class FlushingWebSocketServer extends WebSocketServer {

    private static final long INTERVAL_MILLIS = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "websocket-flush");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A server that does not listen yet.
     *
     * @param readers threads that take messages; with one of them all messages are taken one after the other
     * @param protocols of which it speaks one
     */
    protected FlushingWebSocketServer(InetSocketAddress address, int readers, List<Draft> protocols) {
        super(address, readers, protocols);
    }

    @Override
    public void start() {
        // First, for a server whose address is taken stops by itself, on its own thread, and the timer with it.
        var unused = timer.scheduleWithFixedDelay(this::flush, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        super.start();
    }

    @Override
    public void stop(int timeoutMillis, String closeMessage) throws InterruptedException {
        timer.shutdownNow();
        super.stop(timeoutMillis, closeMessage);
    }

    private void flush() {
        for (WebSocket socket : getConnections()) {
            if (socket.hasBufferedData() && isWritable(socket)) {
                onWriteDemand(socket);
            }
        }
    }

    private static boolean isWritable(WebSocket socket) {
        SelectionKey key = ((WebSocketImpl) socket).getSelectionKey();
        return key != null && key.isValid();
    }
}
