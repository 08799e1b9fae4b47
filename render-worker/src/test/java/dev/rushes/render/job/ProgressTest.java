package dev.rushes.render.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.job.JobPhase;
import dev.rushes.common.job.JobSegments;
import dev.rushes.render.engine.SegmentCount;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress(phase -> {});

    @Test
    void beginsWithNothing() {
        assertThat(progress.state())
                .isEqualTo(new Progress.State(JobPhase.WAITING, 0, null, null, null));
    }

    @Test
    void countsBytesOfSourcesAsATenthOfTheJob() {
        progress.phase(JobPhase.DOWNLOADING);
        progress.expect(200);
        progress.moved(50);
        progress.moved(50);
        assertThat(progress.state())
                .isEqualTo(new Progress.State(JobPhase.DOWNLOADING, 5, null, null, null));
    }

    @Test
    void aSourceOfUnknownSizeDoesNotRunPastItsPhase() {
        progress.phase(JobPhase.DOWNLOADING);
        progress.expect(10);
        progress.moved(50);
        assertThat(progress.state().percent()).isEqualTo(10);
    }

    @Test
    void framesFillTheLargestPart() {
        progress.rendering(60);
        progress.rendered(450, 900);
        assertThat(progress.state().phase()).isEqualTo(JobPhase.RENDERING);
        assertThat(progress.state().percent()).isEqualTo(50);
    }

    @Test
    void whatWasFoundFinishedFillsThePartAndIsNoSpeed() {
        progress.rendering(60);
        progress.segments(new SegmentCount(4, 2, 0, 450));
        progress.rendered(450, 900);
        assertThat(progress.state())
                .isEqualTo(
                        new Progress.State(
                                JobPhase.RENDERING, 50, null, null, new JobSegments(4, 2, 0)));
    }

    @Test
    void theLastByteIsNotTheEnd() {
        progress.phase(JobPhase.UPLOADING);
        progress.expect(10);
        progress.moved(10);
        assertThat(progress.state().percent()).isEqualTo(99);
    }
}
