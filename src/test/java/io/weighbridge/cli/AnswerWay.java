package io.weighbridge.cli;

import io.weighbridge.testing.BentNode.Delivery;
import io.weighbridge.testing.BentNode.Outlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How answers may arrive. */
enum AnswerWay {
    CLOSED_EVERY_25 {
        @Override
        Delivery delivery() {
            var sent = new AtomicLong();
            return (text, outlet) -> {
                outlet.tell(text);
                if (sent.incrementAndGet() == 25) {
                    outlet.hangUp();
                }
            };
        }
    },
    OUT_OF_ORDER {
        @Override
        Delivery delivery() {
            var held = new ArrayList<String>();
            return (text, outlet) -> {
                synchronized (held) {
                    held.add(0, text);
                }
                after(30, () -> release(held, outlet));
            };
        }

        private static void release(List<String> held, Outlet outlet) {
            synchronized (held) {
                held.forEach(outlet::tell);
                held.clear();
            }
        }
    },
    NEWS_BEFORE_THE_SUBSCRIPTION {
        @Override
        Delivery delivery() {
            var held = new ArrayList<String>();
            return (text, outlet) -> {
                if (text.contains("\"result\":\"0x") || !text.contains("\"result\":\"")) {
                    outlet.tell(text);
                    held.forEach(outlet::tell);
                    held.clear();
                } else {
                    held.add(text);
                }
            };
        }
    },
    SLOW_AT_FIRST {
        @Override
        Delivery delivery() {
            var sent = new AtomicLong();
            return (text, outlet) -> {
                if (sent.getAndIncrement() == 0) {
                    after(3000, () -> outlet.tell(text));
                } else {
                    outlet.tell(text);
                }
            };
        }
    };

    abstract Delivery delivery();

    private static void after(long millis, Runnable work) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(work);
    }
}
