package dev.rushes.render.job;

import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobSegments;
import dev.rushes.render.engine.SegmentCount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt is. Told from any thread as often as anybody likes, read once a second.
 *
 * <p>The percentages of the phases are shares of what takes time in an ordinary job; 100 is the database's to give.
 */
final class Progress {
    /**
     * What a reader sees.
     *
     * @param speed seconds of programme rendered per second, what was found finished not counted; if known
     * @param etaSeconds expected time left, if known
     * @param segments where the segments come from, once that is being found out
     */
    record State(
            JobPhase phase,
            int percent,
            @Nullable BigDecimal speed,
            @Nullable Integer etaSeconds,
            @Nullable JobSegments segments) {}

    private static final double RENDERING_FROM = 10;
    private static final double JOINING_FROM = 90;
    private static final double CHECKING_FROM = 92;
    private static final double UPLOADING_FROM = 94;
    private static final double END = 99;

    /** Before that a speed says more about start-up than about the render. */
    private static final double SPEED_AFTER_SECONDS = 0.5;

    private final Consumer<JobPhase> entered;
    private JobPhase phase = JobPhase.WAITING;
    private long done;
    private long total;
    private double programmeSeconds;
    private long renderStart;
    private double renderedSeconds;
    private double renderSeconds;
    private long reusedFrames;
    private @Nullable JobSegments segments;

    /** @param entered told every phase as it begins; must be quick */
    Progress(Consumer<JobPhase> entered) {
        this.entered = entered;
    }

    synchronized void phase(JobPhase next) {
        entered.accept(next);
        phase = next;
        done = 0;
        total = 0;
    }

    /** Bytes to move in this phase. */
    synchronized void expect(long bytes) {
        done = 0;
        total = bytes;
    }

    synchronized void moved(long bytes) {
        done += bytes;
    }

    /**
     * Begins to render.
     *
     * @param seconds length of the programme
     */
    synchronized void rendering(double seconds) {
        phase(JobPhase.RENDERING);
        programmeSeconds = seconds;
        renderStart = System.nanoTime();
    }

    synchronized void rendered(long frames, long all) {
        done = frames;
        total = all;
        renderedSeconds = all == 0 ? 0 : programmeSeconds * (frames - reusedFrames) / all;
        renderSeconds = (System.nanoTime() - renderStart) / 1e9;
    }

    synchronized void segments(SegmentCount count) {
        reusedFrames = count.reusedFrames();
        segments = new JobSegments(count.total(), count.reused(), count.rendered());
    }

    synchronized State state() {
        double share = total <= 0 ? 0 : Math.min(1, (double) done / total);
        int percent =
                (int)
                        switch (phase) {
                            case WAITING, RESTORING -> 0;
                            case DOWNLOADING -> share * RENDERING_FROM;
                            case RENDERING -> between(RENDERING_FROM, JOINING_FROM, share);
                            case JOINING -> JOINING_FROM;
                            case CHECKING -> CHECKING_FROM;
                            case UPLOADING -> between(UPLOADING_FROM, END, share);
                        };
        if (renderSeconds < SPEED_AFTER_SECONDS || renderedSeconds <= 0) {
            return new State(phase, percent, null, null, segments);
        }
        double speed = renderedSeconds / renderSeconds;
        int left =
                phase == JobPhase.RENDERING
                        ? (int) Math.ceil(programmeSeconds * (1 - share) / speed)
                        : 0;
        return new State(
                phase,
                percent,
                BigDecimal.valueOf(speed).setScale(3, RoundingMode.HALF_UP),
                left,
                segments);
    }

    private static double between(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
