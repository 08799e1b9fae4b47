package dev.rushes.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The doors of a job: every one tried in every state. */
final class VideoJobTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant LEASE = NOON.plusSeconds(60);
    private static final JobOutput OUTPUT = new JobOutput("k", "v", 7, "ab", null);
    private static final JobFailure BAD_MEDIA =
            JobFailure.of(ProblemType.BAD_MEDIA, "no video stream", false);

    enum Door {
        START(JobStatus.PROCESSING, job -> job.start(job.attempt() + 1, "w2", LEASE, NOON)),
        COMPLETE(JobStatus.COMPLETED, job -> job.complete(OUTPUT, NOON)),
        FAIL(JobStatus.FAILED, job -> job.fail(BAD_MEDIA, NOON)),
        CANCEL(JobStatus.CANCELLED, job -> job.cancel(NOON)),
        REQUEUE(JobStatus.QUEUED, VideoJob::requeue);

        private final JobStatus leadsTo;

        // Each is a lambda without state.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<VideoJob> way;

        Door(JobStatus leadsTo, Consumer<VideoJob> way) {
            this.leadsTo = leadsTo;
            this.way = way;
        }
    }

    static Stream<Arguments> everyDoorInEveryState() {
        return Stream.of(JobStatus.values())
                .flatMap(from -> Stream.of(Door.values()).map(door -> Arguments.of(from, door)));
    }

    @ParameterizedTest
    @MethodSource("everyDoorInEveryState")
    void aDoorOpensExactlyWhereTheSwitchSaysSo(JobStatus from, Door door) {
        VideoJob job = in(from);
        if (from.canBecome(door.leadsTo)) {
            door.way.accept(job);
            assertThat(job.status()).isEqualTo(door.leadsTo);
        } else {
            assertThatThrownBy(() -> door.way.accept(job))
                    .isInstanceOf(IllegalTransition.class)
                    .hasMessage(
                            "A job that is "
                                    + from.text()
                                    + " cannot become "
                                    + door.leadsTo.text()
                                    + ".");
            assertThat(job.status()).isEqualTo(from);
        }
    }

    @Test
    void progressNeverGoesDownAndKeepsTheLastPercentForCompletion() {
        VideoJob job = in(JobStatus.PROCESSING);
        job.progress(60, JobPhase.RENDERING, null, null, LEASE);
        job.progress(40, JobPhase.JOINING, null, null, LEASE);
        assertThat(job.progressPercentage()).isEqualTo(60);
        job.progress(100, JobPhase.UPLOADING, null, null, LEASE);
        assertThat(job.progressPercentage()).isEqualTo(99);
        job.complete(OUTPUT, NOON);
        assertThat(job.progressPercentage()).isEqualTo(100);
    }

    @Test
    void aGivenBackJobKeepsItsStartAndItsFailuresUnderANewDispatch() {
        VideoJob job = in(JobStatus.PROCESSING);
        job.dispatched(1, NOON);
        assertThat(job.countFailure()).isEqualTo(1);
        job.requeue();
        assertThat(job.dispatch()).isEqualTo(2);
        assertThat(job.dispatchedAt()).isNull();
        assertThat(job.failures()).isEqualTo(1);
        assertThat(job.workerId()).isNull();
        assertThat(job.leaseExpiresAt()).isNull();
        job.start(2, "w2", LEASE, NOON.plusSeconds(5));
        assertThat(job.startedAt()).isEqualTo(NOON);
    }

    @Test
    void aReleasedJobWaitsForTheSameMessage() {
        VideoJob job = in(JobStatus.PROCESSING);
        job.dispatched(1, NOON);
        job.release();
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.dispatch()).isEqualTo(1);
        assertThat(job.dispatchedAt()).isEqualTo(NOON);
    }

    @Test
    void aJobTriedAgainStartsAfresh() {
        VideoJob job = in(JobStatus.PROCESSING);
        job.countFailure();
        job.fail(BAD_MEDIA, NOON.plusSeconds(1));
        assertThat(job.failure())
                .isEqualTo(
                        new JobFailure(
                                "bad-media",
                                "The footage cannot be used",
                                "no video stream",
                                false));
        job.requireFinal();
        job.requeue();
        assertThat(job.failures()).isZero();
        assertThat(job.failure()).isNull();
        assertThat(job.startedAt()).isNull();
        assertThat(job.completedAt()).isNull();
        assertThat(job.attempt()).isEqualTo(1);
    }

    @Test
    void onlyAJobThatEndedWithoutAResultMayBeTriedAgain() {
        for (JobStatus status : JobStatus.values()) {
            VideoJob job = in(status);
            if (status == JobStatus.FAILED || status == JobStatus.CANCELLED) {
                job.requireFinal();
            } else {
                assertThatThrownBy(job::requireFinal).isInstanceOf(IllegalTransition.class);
            }
        }
    }

    @Test
    void aResultThatIsBeingStoredIsNotCancelledAnyMore() {
        VideoJob job = in(JobStatus.PROCESSING);
        job.progress(95, JobPhase.UPLOADING, null, null, LEASE);
        assertThatThrownBy(() -> job.requestCancel(NOON)).isInstanceOf(IllegalTransition.class);
        assertThat(job.cancelRequestedAt()).isNull();
    }

    @Test
    void anOldConfirmationIsNotTakenForTheNewestDispatch() {
        VideoJob job = in(JobStatus.QUEUED);
        job.nextDispatch();
        job.dispatched(1, NOON);
        assertThat(job.dispatchedAt()).isNull();
        job.dispatched(2, NOON);
        assertThat(job.dispatchedAt()).isEqualTo(NOON);
    }

    @Test
    void anAttemptMustFollowTheLastOne() {
        VideoJob job = in(JobStatus.QUEUED);
        assertThatThrownBy(() -> job.start(2, "w", LEASE, NOON))
                .hasMessage("attempt 2 does not follow attempt 0");
    }

    private static VideoJob in(JobStatus status) {
        EditPlan plan = EditPlan.draft(new Episode(), JsonNodeFactory.instance.objectNode(), "h");
        VideoJob job = new VideoJob(plan, JobKind.FULL, ProcessingMethod.WORKER, null);
        switch (status) {
            case QUEUED -> {}
            case PROCESSING -> job.start(1, "w", LEASE, NOON);
            case COMPLETED -> {
                job.start(1, "w", LEASE, NOON);
                job.complete(OUTPUT, NOON);
            }
            case FAILED -> job.fail(BAD_MEDIA, NOON);
            case CANCELLED -> job.cancel(NOON);
        }
        return job;
    }
}
