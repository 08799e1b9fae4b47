package dev.rushes.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.common.lease.Claim;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.RestoreLedger;
import dev.rushes.common.storage.RestoreTier;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A job whose sources are archived: what may touch it while it waits, and how it goes on. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class JobRestoresTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(60);

    @Inject JobTransitions jobs;
    @Inject JobRestores jobRestores;
    @Inject JobSweep sweep;
    @Inject RestoreLedger restores;
    @Inject EntityManager database;

    private final ArchivedObject one = archived();
    private final ArchivedObject other = archived();

    @Test
    void aWaitingJobHasNoMessageAndNoFailureAndNoSweepSendsOne() {
        Attempt attempt = waiting(one);

        VideoJob job = job(attempt);
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.phase()).isEqualTo(JobPhase.RESTORING);
        assertThat(job.failures()).isZero();
        assertThat(job.dispatch()).isEqualTo(1);
        assertThat(job.restoreExpectedAt())
                .isCloseTo(Instant.now().plus(Duration.ofHours(5)), within(1, ChronoUnit.MINUTES));

        aged(attempt, "updated_at = now() - interval '13 hours', dispatched_at = NULL");
        assertThat(sweep.unsent(Duration.ofSeconds(1), 1000)).noneMatch(sameJob(attempt));
        aged(attempt, "dispatched_at = now() - interval '13 hours'");
        assertThat(sweep.redispatchOld(Duration.ofHours(12), 1000)).noneMatch(sameJob(attempt));
        assertThat(sweep.reclaimExpired(Duration.ZERO, 1000, dispatch -> {}))
                .noneMatch(sameJob(attempt));
        assertThat(sweep.deadLettered(attempt.jobId(), 1, 3)).isFalse();
        assertThat(jobs.redispatch(attempt.jobId(), 1)).isEmpty();
        assertThat(job(attempt).dispatch()).isEqualTo(1);
    }

    @Test
    void aMessageStillAboutIsStale() {
        Attempt attempt = waiting(one);

        Claim<Attempt> claim = jobs.claim(attempt.jobId(), 1, "worker", LEASE);

        assertThat(claim).isEqualTo(new Claim.Stale<>("the job waits for archived sources"));
    }

    @Test
    void theJobIsDispatchedAnewWhenTheLastObjectIsRestored() {
        Attempt attempt = waiting(one, other);
        restored(one);
        assertThat(jobRestores.release(1000)).doesNotContain(attempt.jobId());

        restored(other);
        assertThat(jobRestores.release(1000)).contains(attempt.jobId());

        VideoJob job = job(attempt);
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.phase()).isEqualTo(JobPhase.WAITING);
        assertThat(job.dispatch()).isEqualTo(2);
        assertThat(job.dispatchedAt()).isNull();
        assertThat(job.restoreExpectedAt()).isNull();
        assertThat(jobRestores.release(1000)).doesNotContain(attempt.jobId());
        aged(attempt, "updated_at = now() - interval '1 minute'");
        assertThat(sweep.unsent(Duration.ofSeconds(1), 1000)).anyMatch(sameJob(attempt));
        assertThat(jobs.claim(attempt.jobId(), 2, "worker", LEASE))
                .isInstanceOf(Claim.Granted.class);
    }

    @Test
    void aRestoreThatDoesNotComeFailsTheJobAndNamesTheKey() {
        Attempt attempt = waiting(one);
        assertThat(jobRestores.failHopeless(LONGEST, 1000)).doesNotContain(attempt.jobId());
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.createNativeQuery(
                                        "UPDATE restore_waits SET created_at = now() - interval '61 hours'"
                                                + " WHERE job_id = :id")
                                .setParameter("id", attempt.jobId())
                                .executeUpdate());

        assertThat(jobRestores.failHopeless(LONGEST, 1000)).contains(attempt.jobId());

        VideoJob job = job(attempt);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        JobFailure failure = Objects.requireNonNull(job.failure());
        assertThat(failure.type()).isEqualTo("object-archived");
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.message())
                .isEqualTo(
                        "The archived object " + one.key() + " was not restored within 60 hours.");
    }

    @Test
    void anObjectThatIsGoneFailsTheJobAtOnce() {
        Attempt attempt = waiting(one);
        restores.failed(restoreOf(one), "there is no such object any more.");

        assertThat(jobRestores.failHopeless(LONGEST, 1000)).contains(attempt.jobId());

        assertThat(Objects.requireNonNull(job(attempt).failure()).message())
                .isEqualTo(
                        "The archived object "
                                + one.key()
                                + " cannot be restored: there is no such object any more.");
    }

    @Test
    void aWaitingJobIsCancelledAtOnceAndARetryStartsAfresh() {
        Attempt attempt = waiting(one);
        jobs.cancel(attempt.jobId());
        assertThat(job(attempt).status()).isEqualTo(JobStatus.CANCELLED);
        restored(one);
        assertThat(jobRestores.release(1000)).doesNotContain(attempt.jobId());

        jobs.retry(attempt.jobId());
        assertThat(job(attempt).phase()).isEqualTo(JobPhase.WAITING);
        assertThat(job(attempt).dispatch()).isEqualTo(2);
    }

    @Test
    void aSecondJobFollowsTheSameRestoreAndItsEnd() {
        waiting(one);
        Instant expected = Instant.now().plus(Duration.ofMinutes(3)).truncatedTo(ChronoUnit.MILLIS);
        restores.restoring(restoreOf(one), expected);

        Attempt second = waiting(one);

        assertThat(job(second).restoreExpectedAt()).isEqualTo(expected);
    }

    @Test
    void anAttemptThatLostTheJobChangesNothing() {
        Attempt attempt = waiting(one);
        assertThat(jobRestores.await(attempt, List.of(other), 3, RestoreTier.STANDARD)).isFalse();
        assertThat(restores.expectedAt(other)).isEmpty();
    }

    private Attempt waiting(ArchivedObject... objects) {
        Dispatch dispatch =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                jobs.create(
                                        TestPlans.only(database),
                                        JobKind.FULL,
                                        ProcessingMethod.WORKER,
                                        null));
        jobs.sent(dispatch.jobId(), 1);
        if (jobs.claim(dispatch.jobId(), 1, "worker", LEASE)
                instanceof Claim.Granted<Attempt>(Attempt attempt)) {
            assertThat(jobRestores.await(attempt, List.of(objects), 3, RestoreTier.STANDARD))
                    .isTrue();
            return attempt;
        }
        throw new AssertionError("not claimed");
    }

    private void restored(ArchivedObject object) {
        restores.restored(restoreOf(object), Instant.now().plus(Duration.ofDays(3)));
    }

    private UUID restoreOf(ArchivedObject object) {
        return restores.open(Duration.ZERO, 1000).stream()
                .filter(open -> open.object().equals(object))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static java.util.function.Predicate<Dispatch> sameJob(Attempt attempt) {
        return dispatch -> dispatch.jobId().equals(attempt.jobId());
    }

    private void aged(Attempt attempt, String set) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.createNativeQuery(
                                        "UPDATE video_processing_jobs SET "
                                                + set
                                                + " WHERE id = :id")
                                .setParameter("id", attempt.jobId())
                                .executeUpdate());
    }

    private VideoJob job(Attempt attempt) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Objects.requireNonNull(database.find(VideoJob.class, attempt.jobId())));
    }

    private static ArchivedObject archived() {
        return new ArchivedObject(
                BucketRole.RAW_FOOTAGE, "episodes/" + UUID.randomUUID() + "/take.mp4", "v1");
    }
}
