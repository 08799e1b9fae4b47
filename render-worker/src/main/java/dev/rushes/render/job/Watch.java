package dev.rushes.render.job;

import dev.rushes.common.job.JobPhase;
import dev.rushes.render.engine.RenderListener;
import dev.rushes.render.engine.SegmentCount;
import dev.rushes.render.work.Lease;

/** Tells the job how far the videos that it makes, one after the other, are. */
final class Watch implements RenderListener {
    private final Progress progress;
    private final Lease lease;
    private final long frames;
    private final int segments;
    private SegmentCount before = new SegmentCount(0, 0, 0, 0);
    private SegmentCount now = before;
    private long framesBefore;
    private long framesNow;

    /**
     * A watch over all videos of a job.
     *
     * @param frames of all of them
     * @param segments of all of them
     */
    Watch(Progress progress, Lease lease, long frames, int segments) {
        this.progress = progress;
        this.lease = lease;
        this.frames = frames;
        this.segments = segments;
    }

    /** One video is done; what is said from now on is of the next. */
    void next() {
        before =
                new SegmentCount(
                        segments,
                        before.reused() + now.reused(),
                        before.rendered() + now.rendered(),
                        before.reusedFrames() + now.reusedFrames());
        now = new SegmentCount(0, 0, 0, 0);
        framesBefore += framesNow;
        framesNow = 0;
    }

    @Override
    public void phase(Phase phase) {
        // Phases go forward only, and another video is rendered after the first one is joined.
        boolean last = framesBefore + framesNow == frames;
        if (last) {
            switch (phase) {
                case RENDERING -> {}
                case JOINING -> progress.phase(JobPhase.JOINING);
                case CHECKING -> progress.phase(JobPhase.CHECKING);
            }
        }
    }

    @Override
    public void frames(long done, long total) {
        framesNow = done;
        progress.rendered(framesBefore + done, frames);
    }

    @Override
    public void segments(SegmentCount count) {
        now = count;
        progress.segments(
                new SegmentCount(
                        segments,
                        before.reused() + count.reused(),
                        before.rendered() + count.rendered(),
                        before.reusedFrames() + count.reusedFrames()));
    }

    @Override
    public boolean cancelled() {
        return lease.stop();
    }
}
