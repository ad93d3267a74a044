package io.weighbridge.testing;

import io.weighbridge.devnet.rpc.FlushingWebSocketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.jspecify.annotations.Nullable;

/** The WebSocket server of a {@link FakeNode}, which can also break the protocol. */
final class FakeNodeServer extends FlushingWebSocketServer {

    private static final int FRAGMENT = 1000;

    private final BiConsumer<WebSocket, String> receiver;
    private final CountDownLatch started = new CountDownLatch(1);

    private FakeNodeServer(int port, BiConsumer<WebSocket, String> receiver) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1, List.of(new Draft_6455()));
        this.receiver = receiver;
    }

    /** Listens on that port, 0 for any free one. */
    static FakeNodeServer start(int port, @Nullable SSLContext tls, BiConsumer<WebSocket, String> receiver) {
        var server = new FakeNodeServer(port, receiver);
        server.setReuseAddr(true);
        server.setTcpNoDelay(true);
        server.setDaemon(true);
        if (tls != null) {
            server.setWebSocketFactory(new DefaultSSLWebSocketServerFactory(tls));
        }
        server.start();
        try {
            if (!server.started.await(Patience.SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the fake node does not start on port " + port);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return server;
    }

    int port() {
        return getPort() > 0 ? getPort() : getAddress().getPort();
    }

    int connections() {
        return (int) getConnections().stream().filter(WebSocket::isOpen).count();
    }

    void dropConnections() {
        List.copyOf(getConnections()).forEach(FakeNodeServer::crash);
    }

    /** Returns when nobody listens any more. */
    void stopNow() {
        try {
            stop((int) TimeUnit.SECONDS.toMillis(Patience.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a TCP connection without a word. */
    static void crash(WebSocket connection) {
        connection.closeConnection(CloseFrame.ABNORMAL_CLOSE, "crash");
    }

    /** Sends bytes that need not be a frame. */
    static void sendRaw(WebSocket connection, byte[] bytes) {
        try {
            var unused = ((WebSocketImpl) connection).getChannel().write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one message of that many bytes as small frames. */
    static void sendFragments(WebSocket connection, int bytes) {
        for (int sent = 0; sent < bytes; sent += FRAGMENT) {
            var part = ByteBuffer.wrap(" ".repeat(FRAGMENT).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            connection.sendFragmentedFrame(Opcode.TEXT, part, sent + FRAGMENT >= bytes);
        }
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {}

    @Override
    public void onMessage(WebSocket connection, String text) {
        receiver.accept(connection, text);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onError(@Nullable WebSocket connection, Exception error) {}
}
