package io.weighbridge.cli;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.weighbridge.ingest.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how far a backfill is: as a bar on a terminal, else as one JSON line every ten seconds. Safe for
 * many threads.
 */
abstract sealed class ProgressDisplay implements Wiring.Watcher, AutoCloseable {

    private final AtomicLong requests = new AtomicLong();
    private final RefusalNews refusals;

    private ProgressDisplay(Consumer<String> say, Scheduler timers) {
        this.refusals = new RefusalNews(say, () -> timers.now(TimeUnit.SECONDS));
    }

    /** The one that suits the console. */
    static ProgressDisplay on(Console console) {
        Scheduler timers = Schedulers.computation();
        return console.redraws()
                ? new Bar(console.err(), console::say, timers)
                : lines(console.err(), console::say, timers);
    }

    /** One that writes a line every ten seconds of that scheduler, and hands on what else there is to say. */
    static ProgressDisplay lines(PrintStream err, Consumer<String> say, Scheduler timers) {
        return new Lines(err, say, timers);
    }

    @Override
    public void requestEnded(String endpoint, String method, String result, Duration took) {
        requests.incrementAndGet();
        refusals.requestEnded(endpoint, result);
    }

    /** How many requests have ended. */
    long requests() {
        return requests.get();
    }

    /** Shows nothing more. */
    @Override
    public abstract void close();

    /** A bar that is drawn over and over. */
    private static final class Bar extends ProgressDisplay {

        private static final int REDRAW_MILLIS = 200;

        private final PrintStream err;
        private @Nullable ProgressBar bar;

        Bar(PrintStream err, Consumer<String> say, Scheduler timers) {
            super(say, timers);
            this.err = err;
        }

        @Override
        public synchronized void backfilled(Progress progress) {
            ProgressBar shown = bar == null ? begin(progress.total()) : bar;
            bar = shown;
            shown.stepTo(progress.done());
            shown.setExtraMessage(String.format(
                    Locale.ROOT,
                    " %.0f/s, %s, %s%s",
                    progress.blocksPerSecond(),
                    Words.count(requests(), "request"),
                    Words.count(progress.facts(), "fact"),
                    progress.parked() == 0 ? "" : ", " + progress.parked() + " parked"));
        }

        private ProgressBar begin(long total) {
            return new ProgressBarBuilder()
                    .setTaskName("backfill")
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build();
        }

        @Override
        public synchronized void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    /** A line now and then. */
    private static final class Lines extends ProgressDisplay {

        private static final long PERIOD_SECONDS = 10;

        private final PrintStream err;
        private final Disposable clock;
        private volatile Progress last = new Progress(0, 0, 0, 0, Duration.ZERO);

        Lines(PrintStream err, Consumer<String> say, Scheduler timers) {
            super(say, timers);
            this.err = err;
            this.clock = Flowable.interval(PERIOD_SECONDS, TimeUnit.SECONDS, timers)
                    .onBackpressureDrop()
                    .subscribe(tick -> print(last));
        }

        @Override
        public void backfilled(Progress progress) {
            last = progress;
        }

        private void print(Progress progress) {
            if (progress.total() == 0) {
                return;
            }
            err.printf(
                    Locale.ROOT,
                    "{\"progress\":\"backfill\",\"done\":%d,\"total\":%d,\"ratio\":%.4f,\"blocks_per_second\":%.1f,"
                            + "\"requests\":%d,\"facts\":%d,\"parked\":%d,\"eta_seconds\":%s}%n",
                    progress.done(),
                    progress.total(),
                    progress.ratio(),
                    progress.blocksPerSecond(),
                    requests(),
                    progress.facts(),
                    progress.parked(),
                    progress.remaining()
                            .map(time -> Long.toString(time.toSeconds()))
                            .orElse("null"));
        }

        @Override
        public void close() {
            clock.dispose();
        }
    }
}
