package io.weighbridge.devnet;

import io.weighbridge.chain.AccountId;
import io.weighbridge.chain.Hash;
import io.weighbridge.chain.Netuid;
import io.weighbridge.chain.RawBlock;
import io.weighbridge.devnet.actor.Cast;
import io.weighbridge.devnet.node.DevChain;
import io.weighbridge.devnet.pallet.Act;
import io.weighbridge.devnet.rpc.RpcServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running devnet: a chain, a server, and a thread that makes live blocks. Safe for many threads.
 *
 * <p>It answers everything that an indexer asks a node for, state proofs included, with these limits: signatures and eras
 * are not checked, there are no forks, and seals are not signatures.
 */
public final class Devnet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Devnet.class);
    private static final int PROGRESS_EVERY = 20_000;

    private final DevnetOptions options;
    private final DevChain chain;
    private final RpcServer server;
    private final ScheduledExecutorService clock;

    private Devnet(DevnetOptions options, DevChain chain, RpcServer server) {
        this.options = options;
        this.chain = chain;
        this.server = server;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "devnet-author");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Makes the history, opens the server, and starts to make live blocks.
     *
     * @throws io.weighbridge.devnet.rpc.RpcServerException if the address cannot be listened on
     */
    public static Devnet start(DevnetOptions options) {
        var chain = new DevChain(options.scenario());
        for (long number = 1; number <= options.history(); number++) {
            RawBlock unused = chain.produce();
            if (number % PROGRESS_EVERY == 0) {
                LOG.info("made {} of {} blocks", number, options.history());
            }
        }
        RpcServer server =
                RpcServer.start(chain, new InetSocketAddress(options.host(), options.port()), options.manners());
        var devnet = new Devnet(options, chain, server);
        devnet.scheduleNext();
        return devnet;
    }

    /** Where clients connect. */
    public URI uri() {
        return URI.create("ws://" + options.host() + ":" + server.port());
    }

    /**
     * Serves the same by HTTP too, on that port, 0 for any; gives where.
     *
     * @throws io.weighbridge.devnet.rpc.RpcServerException if the address cannot be listened on
     */
    public URI serveHttp(int port) {
        return URI.create(
                "http://" + options.host() + ":" + server.serveHttp(new InetSocketAddress(options.host(), port)));
    }

    /** The chain: blocks and state without a detour through the server. */
    public DevChain chain() {
        return chain;
    }

    /** The hash of block 0. */
    public Hash genesisHash() {
        return chain.block(0).orElseThrow().ref().hash();
    }

    /** The hotkey of the main validator. */
    public AccountId trackedHotkey() {
        return new Cast(options.scenario().seed()).validator(1);
    }

    /** The subnet on which the main validator is looked at. */
    public Netuid trackedNetuid() {
        return options.scenario().netuids().get(0);
    }

    /** The number of the finalized head. */
    public long finalizedNumber() {
        return chain.finalized().ref().number();
    }

    /** The number of the best head. */
    public long bestNumber() {
        return chain.best().ref().number();
    }

    /** How many clients are connected. */
    public int connections() {
        return server.connections();
    }

    /** What everybody really did: every weight action of every hotkey up to the best head, in order. */
    public List<Act> truth() {
        return chain.acts(0);
    }

    /** Makes one block at once and tells the clients of it. */
    public synchronized RawBlock produce() {
        RawBlock block = chain.produce();
        server.blockAdded();
        return block;
    }

    /** Makes no more blocks, closes every connection, and stops to listen. */
    @Override
    public void close() {
        clock.shutdownNow();
        server.close();
    }

    private void scheduleNext() {
        if (options.blockTime().isZero() || bestNumber() >= options.lastBlock()) {
            return;
        }
        long nanos = options.blockTime().multipliedBy(chain.slotsToNext()).toNanos();
        var unused = clock.schedule(this::tick, nanos, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        try {
            RawBlock unused = produce();
            scheduleNext();
        } catch (RuntimeException e) {
            if (!clock.isShutdown()) {
                LOG.error("no block after {}: the devnet stands still", bestNumber(), e);
            }
        }
    }
}
