package io.weighbridge.devnet;

import io.weighbridge.devnet.actor.Scenario;
import io.weighbridge.devnet.rpc.Manners;
import java.time.Duration;

/**
 * How a devnet runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param history how many blocks are there, after genesis, before anybody can connect
 * @param blockTime the time between two slots of live blocks; zero if no block comes by itself
 * @param lastBlock no live block comes after this one
 * @param scenario what the chain looks like
 * @param manners how the server treats its clients
 */
public record DevnetOptions(
        String host, int port, long history, Duration blockTime, long lastBlock, Scenario scenario, Manners manners) {

    /** Loopback, so that nothing opens to the outside unless told to. */
    public static final String LOOPBACK = "127.0.0.1";

    /** The largest number of blocks that one process keeps. */
    public static final long MOST_BLOCKS = 2_000_000;

    /** Checks the ranges. */
    public DevnetOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
        }
        if (history < 0 || history > MOST_BLOCKS) {
            throw new IllegalArgumentException("history " + history + " is not within 0 to " + MOST_BLOCKS);
        }
        if (blockTime.isNegative()) {
            throw new IllegalArgumentException("block time " + blockTime + " is negative");
        }
    }

    /** A devnet that answers everything at once. */
    public DevnetOptions(String host, int port, long history, Duration blockTime, long lastBlock, Scenario scenario) {
        this(host, port, history, blockTime, lastBlock, scenario, Manners.KIND);
    }

    /** The same with other manners. */
    public DevnetOptions withManners(Manners others) {
        return new DevnetOptions(host, port, history, blockTime, lastBlock, scenario, others);
    }

    /** On any free loopback port, with so many blocks of history; no block comes by itself. */
    public static DevnetOptions still(Scenario scenario, long history) {
        return new DevnetOptions(LOOPBACK, 0, history, Duration.ZERO, Long.MAX_VALUE, scenario);
    }

    /** On any free loopback port, with so many blocks of history, and then live blocks. */
    public static DevnetOptions live(Scenario scenario, long history, Duration blockTime) {
        return new DevnetOptions(LOOPBACK, 0, history, blockTime, Long.MAX_VALUE, scenario);
    }
}
