package io.weighbridge.ingest;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.weighbridge.chain.Hash;
import io.weighbridge.source.ChainSource;
import io.weighbridge.source.SourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fetches and caches the hashes of canonical blocks. At most two requests are in flight; numbers wanted meanwhile go
 * into the next request together, if the source supports that. Safe for many threads.
 */
final class BlockHashes {

    /** Requests in flight: two, so that a slow answer does not delay all callers. */
    private static final int ON_THEIR_WAY = 2;

    /** Hashes in one request: an answer of 5 kB. */
    private static final int AT_ONCE = 64;

    /** The number of hashes in the cache: about 10 MB. */
    private static final int KEPT = 65_536;

    /** After this many refusals in a row, the source is no longer asked for lists of hashes. */
    private static final int REFUSALS = 2;

    private final ChainSource source;
    private final Map<Long, SingleSubject<Hash>> wanted = new LinkedHashMap<>();
    private final Set<Long> waiting = new LinkedHashSet<>();
    private final Set<Long> coming = new HashSet<>();
    private final Set<Long> welcome = new LinkedHashSet<>();
    private final Map<Long, Hash> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Hash> eldest) {
            return size() > KEPT;
        }
    };
    private int onTheirWay;
    private long answered;
    private long requests;
    private int refusals;

    /** An empty cache over that source. */
    BlockHashes(ChainSource source) {
        this.source = source;
    }

    /**
     * The hash of a block that must not be above the finalized head. Fails as {@link ChainSource#blockHash} does, and with
     * {@link SourceException.Transient} where the source does not have the block.
     *
     * @param likely numbers of blocks that may be wanted next; their hashes are fetched too if that costs no request of
     *     its own
     */
    Single<Hash> of(long number, List<Long> likely) {
        return Single.defer(() -> {
            SingleSubject<Hash> answer;
            synchronized (this) {
                Hash hash = known.get(number);
                answered++;
                if (hash != null) {
                    return Single.just(hash);
                }
                answer = wanted.computeIfAbsent(number, unused -> {
                    if (!coming.contains(number)) {
                        waiting.add(number);
                    }
                    return SingleSubject.create();
                });
                welcome.addAll(likely);
            }
            send();
            return answer;
        });
    }

    /** The average number of requests for a wanted hash, 0 to 1; 1 before the first. */
    synchronized double cost() {
        return answered == 0 ? 1 : Math.min(1, (double) requests / answered);
    }

    private void send() {
        for (List<Long> numbers = next(); !numbers.isEmpty(); numbers = next()) {
            List<Long> asked = numbers;
            var unused = fetch(asked)
                    .doFinally(this::returned)
                    .subscribe(hashes -> arrived(asked, hashes), fault -> failed(asked, fault));
        }
    }

    /** The numbers for the next request, wanted ones first; empty while enough requests are in flight. */
    private synchronized List<Long> next() {
        boolean together = refusals < REFUSALS;
        if (waiting.isEmpty() || (together && onTheirWay >= ON_THEIR_WAY)) {
            return List.of();
        }
        onTheirWay++;
        requests++;
        var numbers = new ArrayList<Long>();
        take(waiting, together ? AT_ONCE : 1, numbers);
        if (together) {
            welcome.removeIf(one -> wanted.containsKey(one) || known.containsKey(one) || coming.contains(one));
            take(welcome, AT_ONCE, numbers);
        }
        welcome.clear();
        coming.addAll(numbers);
        return numbers;
    }

    private static void take(Set<Long> from, int upTo, List<Long> into) {
        Iterator<Long> all = from.iterator();
        while (all.hasNext() && into.size() < upTo) {
            into.add(all.next());
            all.remove();
        }
    }

    private Single<List<Hash>> fetch(List<Long> numbers) {
        if (numbers.size() == 1) {
            return one(numbers.get(0)).map(List::of);
        }
        return Single.defer(() -> source.blockHashes(numbers)).flatMap(hashes -> {
            if (hashes.size() == numbers.size()) {
                accepted();
                return Single.just(hashes);
            }
            return Flowable.fromIterable(refused(numbers))
                    .concatMapEager(number -> one(number)
                            .doOnSuccess(hash -> arrived(List.of(number), List.of(hash)))
                            .toFlowable())
                    .toList()
                    .map(each -> List.<Hash>of());
        });
    }

    private Single<Hash> one(long number) {
        return one(number, source);
    }

    /** Requests the hash of a block that must not be above the finalized head, without the cache. */
    static Single<Hash> one(long number, ChainSource source) {
        return Single.defer(() -> source.blockHash(number)
                .switchIfEmpty(Single.error(() -> new SourceException.Transient(
                        "the endpoint has no block " + number + " yet, which is not above a finalized head"))));
    }

    private synchronized void accepted() {
        refusals = 0;
    }

    /** The numbers of a refused list that callers wait for. */
    private synchronized List<Long> refused(List<Long> numbers) {
        refusals++;
        List<Long> needed = numbers.stream().filter(wanted::containsKey).toList();
        numbers.forEach(coming::remove);
        coming.addAll(needed);
        return needed;
    }

    /** Ends a request and sends the numbers that waited. */
    private void returned() {
        synchronized (this) {
            onTheirWay--;
        }
        send();
    }

    private void arrived(List<Long> numbers, List<Hash> hashes) {
        for (int i = 0; i < hashes.size(); i++) {
            SingleSubject<Hash> answer;
            synchronized (this) {
                known.put(numbers.get(i), hashes.get(i));
                coming.remove(numbers.get(i));
                answer = wanted.remove(numbers.get(i));
            }
            if (answer != null) {
                answer.onSuccess(hashes.get(i));
            }
        }
    }

    private void failed(List<Long> numbers, Throwable fault) {
        for (long number : numbers) {
            SingleSubject<Hash> answer;
            synchronized (this) {
                coming.remove(number);
                answer = wanted.remove(number);
            }
            if (answer != null) {
                answer.onError(fault);
            }
        }
    }
}
