package dev.rushes.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.IllegalTransition;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doors of a job: every one tried in every state. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class JobDoorsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final JobOutput OUTPUT = new JobOutput("k", "v", 7, "ab", null);
    private static final JobFailure BAD_MEDIA =
            JobFailure.of(ProblemType.BAD_MEDIA, "no video stream", false);
    private static final JobFailure AWAY =
            JobFailure.of(ProblemType.UNAVAILABLE, "S3 is away", true);

    @Inject JobTransitions jobs;

    @Inject EntityManager database;

    /** What a door says, and the state behind it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUEUED     | CLAIM      | granted                    | PROCESSING",
                "QUEUED     | COMPLETE   | false                      | QUEUED",
                "QUEUED     | FAIL       | false                      | QUEUED",
                "QUEUED     | FAULT      | lost                       | QUEUED",
                "QUEUED     | HAND_BACK  | nothing                    | QUEUED",
                "QUEUED     | CANCELLED  | false                      | QUEUED",
                "QUEUED     | CANCEL     | done                       | CANCELLED",
                "QUEUED     | RETRY      | queued cannot become queued | QUEUED",
                "QUEUED     | REDISPATCH | dispatch 3                 | QUEUED",
                "PROCESSING | CLAIM      | held                       | PROCESSING",
                "PROCESSING | COMPLETE   | true                       | COMPLETED",
                "PROCESSING | FAIL       | true                       | FAILED",
                "PROCESSING | FAULT      | retry 1                    | QUEUED",
                "PROCESSING | HAND_BACK  | dispatch 2                 | QUEUED",
                "PROCESSING | CANCELLED  | true                       | CANCELLED",
                "PROCESSING | CANCEL     | done                       | PROCESSING",
                "PROCESSING | RETRY      | processing cannot become queued | PROCESSING",
                "PROCESSING | REDISPATCH | dispatch 2                 | PROCESSING",
                "COMPLETED  | CLAIM      | the job is completed       | COMPLETED",
                "COMPLETED  | COMPLETE   | false                      | COMPLETED",
                "COMPLETED  | FAIL       | false                      | COMPLETED",
                "COMPLETED  | FAULT      | lost                       | COMPLETED",
                "COMPLETED  | HAND_BACK  | nothing                    | COMPLETED",
                "COMPLETED  | CANCELLED  | false                      | COMPLETED",
                "COMPLETED  | CANCEL     | completed cannot become cancelled | COMPLETED",
                "COMPLETED  | RETRY      | completed cannot become queued | COMPLETED",
                "COMPLETED  | REDISPATCH | nothing                    | COMPLETED",
                "FAILED     | CLAIM      | the job is failed          | FAILED",
                "FAILED     | COMPLETE   | false                      | FAILED",
                "FAILED     | FAIL       | false                      | FAILED",
                "FAILED     | FAULT      | lost                       | FAILED",
                "FAILED     | HAND_BACK  | nothing                    | FAILED",
                "FAILED     | CANCELLED  | false                      | FAILED",
                "FAILED     | CANCEL     | failed cannot become cancelled | FAILED",
                "FAILED     | RETRY      | dispatch 2                 | QUEUED",
                "FAILED     | REDISPATCH | nothing                    | FAILED",
                "CANCELLED  | CLAIM      | the job is cancelled       | CANCELLED",
                "CANCELLED  | COMPLETE   | false                      | CANCELLED",
                "CANCELLED  | FAIL       | false                      | CANCELLED",
                "CANCELLED  | FAULT      | lost                       | CANCELLED",
                "CANCELLED  | HAND_BACK  | nothing                    | CANCELLED",
                "CANCELLED  | CANCELLED  | false                      | CANCELLED",
                "CANCELLED  | CANCEL     | cancelled cannot become cancelled | CANCELLED",
                "CANCELLED  | RETRY      | dispatch 2                 | QUEUED",
                "CANCELLED  | REDISPATCH | nothing                    | CANCELLED",
            })
    void aDoorOpensExactlyWhereItMay(JobStatus from, Door door, String says, JobStatus behind) {
        Attempt attempt = in(from);
        String said;
        try {
            said = tried(door, attempt);
        } catch (IllegalTransition refused) {
            said =
                    Objects.requireNonNull(refused.getMessage())
                            .replaceAll("^A job that is |\\.$", "");
        }
        assertThat(said).isEqualTo(says);
        assertThat(job(attempt).status()).isEqualTo(behind);
    }

    enum Door {
        CLAIM,
        COMPLETE,
        FAIL,
        FAULT,
        HAND_BACK,
        CANCELLED,
        CANCEL,
        RETRY,
        REDISPATCH
    }

    private String tried(Door door, Attempt attempt) {
        UUID id = attempt.jobId();
        int dispatch = job(attempt).dispatch();
        return switch (door) {
            case CLAIM ->
                    switch (jobs.claim(id, dispatch, "w2", LEASE)) {
                        case Claim.Granted<Attempt> granted -> "granted";
                        case Claim.Held<Attempt> held -> "held";
                        case Claim.Stale<Attempt>(String reason) -> reason;
                        case Claim.Spent<Attempt>(String reason) -> "spent";
                    };
            case COMPLETE -> Boolean.toString(jobs.complete(attempt, OUTPUT));
            case FAIL -> Boolean.toString(jobs.fail(attempt, BAD_MEDIA));
            case FAULT ->
                    switch (jobs.fault(attempt, AWAY)) {
                        case FaultOutcome.Retry(int failures) -> "retry " + failures;
                        case FaultOutcome.Failed() -> "failed";
                        case FaultOutcome.Lost() -> "lost";
                    };
            case HAND_BACK -> jobs.handBack(attempt).map(JobDoorsTest::number).orElse("nothing");
            case CANCELLED -> Boolean.toString(jobs.cancelled(attempt));
            case CANCEL -> {
                jobs.cancel(id);
                yield "done";
            }
            case RETRY -> jobs.retry(id).map(JobDoorsTest::number).orElse("nothing");
            case REDISPATCH ->
                    jobs.redispatch(id, dispatch).map(JobDoorsTest::number).orElse("nothing");
        };
    }

    private static String number(Dispatch dispatch) {
        return "dispatch " + dispatch.number();
    }

    @Test
    void aGivenBackJobKeepsItsStartAndItsFailures() {
        Attempt attempt = in(JobStatus.PROCESSING);
        jobs.sent(attempt.jobId(), 1);
        assertThat(jobs.fault(attempt, AWAY)).isEqualTo(new FaultOutcome.Retry(1));
        Attempt second = claimed(attempt.jobId());
        VideoJob before = job(second);
        jobs.handBack(second);

        VideoJob given = job(second);
        assertThat(given.dispatch()).isEqualTo(2);
        assertThat(given.dispatchedAt()).isNull();
        assertThat(given.failures()).isEqualTo(1);
        assertThat(given.workerId()).isNull();
        assertThat(given.leaseExpiresAt()).isNull();
        claimed(attempt.jobId());
        assertThat(job(second).startedAt()).isEqualTo(before.startedAt());
    }

    @Test
    void aJobThatMetAFaultWaitsForTheSameMessage() {
        Attempt attempt = in(JobStatus.PROCESSING);
        jobs.sent(attempt.jobId(), 1);
        VideoJob before = job(attempt);
        jobs.fault(attempt, AWAY);
        VideoJob waiting = job(attempt);
        assertThat(waiting.dispatch()).isEqualTo(1);
        assertThat(waiting.dispatchedAt()).isEqualTo(before.dispatchedAt()).isNotNull();
        assertThat(waiting.workerId()).isNull();
    }

    @Test
    void aJobTriedAgainStartsAfresh() {
        Attempt attempt = in(JobStatus.PROCESSING);
        jobs.fault(attempt, AWAY);
        Attempt second = claimed(attempt.jobId());
        jobs.fail(second, BAD_MEDIA);
        assertThat(job(second).failure())
                .isEqualTo(
                        new JobFailure(
                                "bad-media",
                                "The footage cannot be used",
                                "no video stream",
                                false));
        jobs.retry(attempt.jobId());

        VideoJob again = job(second);
        assertThat(again.failures()).isZero();
        assertThat(again.failure()).isNull();
        assertThat(again.startedAt()).isNull();
        assertThat(again.completedAt()).isNull();
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void aResultThatIsBeingStoredIsNotCancelledAnyMore() {
        Attempt attempt = in(JobStatus.PROCESSING);
        jobs.progress(attempt, 95, JobPhase.UPLOADING, null, null, null);
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> jobs.cancel(attempt.jobId())))
                .isInstanceOf(IllegalTransition.class)
                .hasMessage("A job that is processing cannot become cancelled.");
        assertThat(job(attempt).cancelRequestedAt()).isNull();
    }

    /** The attempt that was the job's last, also where it has none now. */
    private Attempt in(JobStatus status) {
        Dispatch made =
                transaction(() ->
                        jobs.create(
                                TestPlans.only(database),
                                JobKind.FULL,
                                ProcessingMethod.WORKER,
                                null));
        Attempt attempt = claimed(made.jobId());
        switch (status) {
            case QUEUED -> jobs.handBack(attempt);
            case PROCESSING -> {}
            case COMPLETED -> jobs.complete(attempt, OUTPUT);
            case FAILED -> jobs.fail(attempt, BAD_MEDIA);
            case CANCELLED -> jobs.cancelled(attempt);
        }
        assertThat(job(attempt).status()).isEqualTo(status);
        return attempt;
    }

    private Attempt claimed(UUID job) {
        int dispatch = transaction(() -> database.find(VideoJob.class, job).dispatch());
        Claim<Attempt> claim = jobs.claim(job, dispatch, "w", LEASE);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted<Attempt>) claim).attempt();
    }

    private VideoJob job(Attempt attempt) {
        return transaction(() -> database.find(VideoJob.class, attempt.jobId()));
    }

    private static <T> T transaction(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
