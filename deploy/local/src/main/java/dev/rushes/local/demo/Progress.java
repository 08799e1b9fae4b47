package dev.rushes.local.demo;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far something is: a bar on a terminal, else a plain line every tenth of the way. */
sealed interface Progress extends AutoCloseable {

    /** Says that {@code done} of the total is done. */
    void at(long done, String note);

    @Override
    void close();

    static Progress of(boolean terminal, PrintStream out, String what, long total) {
        return terminal ? new Bar(out, what, total) : new Lines(out, what, total);
    }

    /** A bar that redraws itself. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        private Bar(PrintStream out, String what, long total) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("         " + what)
                            .setInitialMax(total)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(100)
                            .setConsumer(
                                    new me.tongfei.progressbar.ConsoleProgressBarConsumer(out, 100))
                            .build();
        }

        @Override
        public void at(long done, String note) {
            bar.stepTo(done);
            bar.setExtraMessage(note);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Lines that can be read in a log. */
    final class Lines implements Progress {

        private final PrintStream out;
        private final String what;
        private final long total;
        private long tenths = -1;

        private Lines(PrintStream out, String what, long total) {
            this.out = out;
            this.what = what;
            this.total = Math.max(1, total);
        }

        @Override
        public void at(long done, String note) {
            long now = done * 10 / total;
            if (now > tenths) {
                tenths = now;
                out.println("         %s %d%% %s".formatted(what, now * 10, note).stripTrailing());
                out.flush();
            }
        }

        @Override
        public void close() {
            // The last line is already complete.
        }
    }
}
