package io.weighbridge.source.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, opened once and never again. Messages are bounded, fragmented ones in total; extensions are not
 * offered, so nothing is unpacked. With {@code wss} the node's certificate and its host name are verified. Its reader
 * thread calls {@link Events}, which must not block.
 */
final class RpcSocket extends WebSocketClient {

    /** What happens on the socket, in this order: opened at most once, messages, ended once. */
    interface Events {

        void opened();

        void message(String text);

        void ended(SocketEnd end);
    }

    /** A ping goes out so often; without a pong in one and a half times that the socket ends. */
    private static final int PING_SECONDS = 30;

    private final Endpoint endpoint;
    private final Events events;
    private final int handshakeMillis;
    private volatile @Nullable Exception lastError;

    RpcSocket(Endpoint endpoint, RpcOptions options, SSLSocketFactory tls, Events events) {
        super(endpoint.uri(), new Draft_6455(List.of(), options.limits().messageBytes()), authorization(endpoint), (int)
                Math.min(options.deadlines().connect().toMillis(), Integer.MAX_VALUE));
        this.endpoint = endpoint;
        this.events = events;
        this.handshakeMillis = (int) Math.min(options.deadlines().connect().toMillis() / 2 + 1, Integer.MAX_VALUE);
        setDaemon(true);
        setTcpNoDelay(true);
        setConnectionLostTimeout(PING_SECONDS);
        if (endpoint.secure()) {
            setSocketFactory(tls);
        }
    }

    private static Map<String, String> authorization(Endpoint endpoint) {
        return endpoint.authorization()
                .map(basic -> Map.of("Authorization", basic))
                .orElse(Map.of());
    }

    /**
     * Verifies the host name, and shakes hands here, on the connecting thread: left to the first read or write, both
     * threads would meet the fault, and which of them tells why would be chance.
     */
    @Override
    protected void onSetSSLParameters(SSLParameters parameters) {
        super.onSetSSLParameters(parameters);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        try {
            SSLSocket socket = (SSLSocket) getSocket();
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(handshakeMillis);
            socket.startHandshake();
            socket.setSoTimeout(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e instanceof SSLException ? e : new SSLException(e));
        }
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        events.opened();
    }

    @Override
    public void onMessage(String text) {
        events.message(text);
    }

    /** Some servers send their JSON in binary messages. */
    @Override
    public void onMessage(ByteBuffer bytes) {
        events.message(StandardCharsets.UTF_8.decode(bytes).toString());
    }

    @Override
    public void onError(Exception error) {
        lastError = error instanceof UncheckedIOException wrapper ? wrapper.getCause() : error;
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        events.ended(SocketEnd.of(code, reason == null ? "" : endpoint.withoutKey(reason), remote, lastError));
    }

    /** Ends the socket at once, without the closing handshake that a dead node would not answer. */
    void abort(String why) {
        closeConnection(CloseFrame.ABNORMAL_CLOSE, why);
        Socket socket = getSocket();
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                onError(e);
            }
        }
    }
}
