package io.weighbridge.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket.Listener;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages that are queued at the moment at which the library stops to wait for a writable socket. */
class FlushingWebSocketServerTest {

    /** Sends each message back, and then forgets that the socket is to be written to. */
    private static final class ForgetfulEcho extends FlushingWebSocketServer {

        private final CompletableFuture<Integer> port = new CompletableFuture<>();

        ForgetfulEcho() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1, List.of(new Draft_6455()));
            setDaemon(true);
        }

        @Override
        public void onStart() {
            port.complete(getPort());
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            socket.send(text);
            ((WebSocketImpl) socket).getSelectionKey().interestOps(SelectionKey.OP_READ);
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

        @Override
        public void onError(@Nullable WebSocket socket, Exception fault) {}
    }

    @Test
    void aQueuedMessageGoesOutThoughTheLibraryForgotIt() throws Exception {
        var server = new ForgetfulEcho();
        server.start();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        java.net.http.WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port.join()), collecting(heard))
                .join();
        try {
            for (int i = 0; i < 100; i++) {
                client.sendText("message " + i, true).join();
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("message " + i);
            }
        } finally {
            client.abort();
            server.stop();
        }
    }

    private static Listener collecting(BlockingQueue<String> heard) {
        return new Listener() {
            @Override
            public @Nullable CompletionStage<?> onText(
                    java.net.http.WebSocket socket, CharSequence text, boolean last) {
                heard.add(text.toString());
                socket.request(1);
                return null;
            }
        };
    }
}
