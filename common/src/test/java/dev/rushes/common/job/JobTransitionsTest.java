package dev.rushes.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class JobTransitionsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofSeconds(-1);
    private static final JobFailure FAULT =
            JobFailure.of(ProblemType.UNAVAILABLE, "S3 is away", true);

    @Inject JobTransitions jobs;

    @Inject JobSweep sweep;

    @Inject EntityManager database;

    private UUID plan = new UUID(0, 0);
    private UUID episode = new UUID(0, 0);

    @BeforeEach
    void anEpisodeWithAPlan() {
        in(() -> {
            EditPlan draft = TestPlans.only(database);
            episode = draft.episode.id;
            plan = draft.id;
            return draft;
        });
    }

    private <T> T in(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    private Dispatch queued() {
        return in(() ->
                jobs.create(
                        database.find(EditPlan.class, plan),
                        JobKind.FULL,
                        ProcessingMethod.WORKER,
                        null));
    }

    private Attempt claimed(Dispatch dispatch, Duration lease) {
        Claim<Attempt> claim = jobs.claim(dispatch.jobId(), dispatch.number(), "w", lease);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted<Attempt>) claim).attempt();
    }

    private VideoJob job(Dispatch dispatch) {
        return in(() -> Objects.requireNonNull(database.find(VideoJob.class, dispatch.jobId())));
    }

    private String rendering() {
        return in(() ->
                (String)
                        database.createNativeQuery(
                                        "SELECT rendering_status FROM episodes WHERE id = :id",
                                        String.class)
                                .setParameter("id", episode)
                                .getSingleResult());
    }

    private static JobOutput output(String key) {
        return new JobOutput(key, "v", 10, "aa", new ObjectMapper().createArrayNode());
    }

    @Test
    void aJobGoesFromQueuedToCompletedAndTheEpisodeFollows() {
        Dispatch dispatch = queued();
        assertThat(dispatch.number()).isEqualTo(1);
        assertThat(dispatch.episodeId()).isEqualTo(episode);
        assertThat(rendering()).isEqualTo("queued");
        Attempt attempt = claimed(dispatch, LEASE);
        assertThat(attempt.number()).isEqualTo(1);
        assertThat(rendering()).isEqualTo("rendering");
        assertThat(jobs.progress(attempt, 250, JobPhase.RENDERING, null, 3, null)).isTrue();
        assertThat(job(dispatch).progressPercentage()).isEqualTo(99);
        assertThat(jobs.progress(attempt, 12, JobPhase.RENDERING, null, null, null)).isTrue();
        assertThat(job(dispatch).progressPercentage()).isEqualTo(99);
        assertThat(jobs.complete(attempt, output("k"))).isTrue();
        VideoJob done = job(dispatch);
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.progressPercentage()).isEqualTo(100);
        assertThat(done.processingDurationSeconds()).isNotNull();
        assertThat(rendering()).isEqualTo("completed");
        assertThat(in(() -> database.find(Episode.class, episode).finalVideoKey())).isEqualTo("k");
    }

    @Test
    void segmentsAreTheAttemptsOwnAndStayAfterItsEnd() {
        Dispatch dispatch = queued();
        Attempt first = claimed(dispatch, LEASE);
        assertThat(job(dispatch).segments()).isNull();
        jobs.progress(first, 20, JobPhase.RENDERING, null, null, new JobSegments(10, 0, 3));
        jobs.progress(first, 21, JobPhase.JOINING, null, null, null);
        assertThat(job(dispatch).segments()).isEqualTo(new JobSegments(10, 0, 3));
        jobs.handBack(first);
        assertThat(job(dispatch).segments()).isNull();
        Attempt second = claimed(new Dispatch(dispatch.jobId(), episode, 2, null), LEASE);
        jobs.progress(second, 30, JobPhase.RENDERING, null, null, new JobSegments(10, 3, 7));
        jobs.complete(second, output("k"));
        assertThat(job(dispatch).segments()).isEqualTo(new JobSegments(10, 3, 7));
    }

    @Test
    void aSecondClaimOfTheSameJobIsHeldForWhatIsLeftOfTheLease() {
        Dispatch dispatch = queued();
        claimed(dispatch, LEASE);
        assertThat(jobs.claim(dispatch.jobId(), 1, "other", LEASE))
                .isInstanceOfSatisfying(
                        Claim.Held.class,
                        held -> {
                            assertThat(held.remaining()).isBetween(Duration.ofSeconds(50), LEASE);
                        });
    }

    @Test
    void messagesOfUnknownFinalAndRedispatchedJobsAreStale() {
        assertThat(jobs.claim(UUID.randomUUID(), 1, "w", LEASE))
                .isEqualTo(new Claim.Stale<>("there is no such job"));
        Dispatch dispatch = queued();
        Dispatch newer = jobs.redispatch(dispatch.jobId(), 1).orElseThrow();
        assertThat(newer.number()).isEqualTo(2);
        assertThat(jobs.claim(dispatch.jobId(), 1, "w", LEASE))
                .isEqualTo(new Claim.Stale<>("dispatch 2 has taken its place"));
        jobs.complete(claimed(newer, LEASE), output("k"));
        assertThat(jobs.claim(dispatch.jobId(), 2, "w", LEASE))
                .isEqualTo(new Claim.Stale<>("the job is completed"));
    }

    @Test
    void anExpiredLeaseCountsAFailureAndTheOldAttemptCanWriteNothingMore() {
        Dispatch dispatch = queued();
        Attempt first = claimed(dispatch, OVER);
        Attempt second = claimed(dispatch, LEASE);
        assertThat(second.number()).isEqualTo(2);
        assertThat(job(dispatch).failures()).isEqualTo(1);
        assertThat(jobs.heartbeat(first, LEASE)).isEqualTo(Pulse.LOST);
        assertThat(jobs.progress(first, 50, JobPhase.RENDERING, null, null, null)).isFalse();
        assertThat(jobs.complete(first, output("old"))).isFalse();
        assertThat(jobs.fail(first, FAULT)).isFalse();
        assertThat(jobs.fault(first, FAULT)).isEqualTo(new FaultOutcome.Lost());
        assertThat(jobs.handBack(first)).isEmpty();
        assertThat(jobs.heartbeat(second, LEASE)).isEqualTo(Pulse.MINE);
    }

    @Test
    void theThirdSilentDeathFailsTheJobAtTheNextDelivery() {
        Dispatch dispatch = queued();
        claimed(dispatch, OVER);
        claimed(dispatch, OVER);
        claimed(dispatch, OVER);
        assertThat(jobs.claim(dispatch.jobId(), 1, "w", LEASE)).isInstanceOf(Claim.Spent.class);
        VideoJob job = job(dispatch);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failures()).isEqualTo(3);
        assertThat(Objects.requireNonNull(job.failure()).type()).endsWith("gave-up");
        assertThat(rendering()).isEqualTo("failed");
        assertThat(deadLetters(dispatch)).isEqualTo(1);
    }

    @Test
    void theSweepFailsItToWithNoWorkerAlive() {
        Dispatch dispatch = queued();
        List<Dispatch> gaveUp = new ArrayList<>();
        Dispatch at = dispatch;
        for (int death = 1; death <= 2; death++) {
            claimed(at, OVER);
            List<Dispatch> again = sweep.reclaimExpired(Duration.ZERO, 10, gaveUp::add);
            assertThat(again).hasSize(1);
            at = again.getFirst();
            assertThat(at.number()).isEqualTo(death + 1);
        }
        claimed(at, OVER);
        assertThat(sweep.reclaimExpired(Duration.ZERO, 10, gaveUp::add)).isEmpty();
        assertThat(gaveUp).containsExactly(at);
        assertThat(job(dispatch).status()).isEqualTo(JobStatus.FAILED);
        assertThat(deadLetters(dispatch)).isEqualTo(1);
    }

    @Test
    void aLeaseThatStillHoldsIsNotReclaimed() {
        claimed(queued(), LEASE);
        assertThat(sweep.reclaimExpired(Duration.ZERO, 10, dispatch -> {})).isEmpty();
    }

    @Test
    void tenHandBacksAreNoFailures() {
        Dispatch at = queued();
        for (int i = 0; i < 10; i++) {
            at = jobs.handBack(claimed(at, LEASE)).orElseThrow();
        }
        assertThat(at.number()).isEqualTo(11);
        assertThat(job(at).failures()).isZero();
        assertThat(job(at).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void aTransientFaultKeepsTheDispatchAndTheThirdIsFinal() {
        Dispatch dispatch = queued();
        assertThat(jobs.fault(claimed(dispatch, LEASE), FAULT))
                .isEqualTo(new FaultOutcome.Retry(1));
        assertThat(jobs.fault(claimed(dispatch, LEASE), FAULT))
                .isEqualTo(new FaultOutcome.Retry(2));
        assertThat(jobs.fault(claimed(dispatch, LEASE), FAULT))
                .isEqualTo(new FaultOutcome.Failed());
        assertThat(job(dispatch).status()).isEqualTo(JobStatus.FAILED);
        assertThat(Objects.requireNonNull(job(dispatch).failure()).message())
                .isEqualTo("S3 is away");
        assertThat(deadLetters(dispatch)).isEqualTo(1);
    }

    @Test
    void badInputFailsAtOnceWithoutADeadLetterAndARetryStartsAfresh() {
        Dispatch dispatch = queued();
        jobs.fail(
                claimed(dispatch, LEASE),
                JobFailure.of(ProblemType.BAD_MEDIA, "it is text", false));
        assertThat(deadLetters(dispatch)).isZero();
        Dispatch again = jobs.retry(dispatch.jobId()).orElseThrow();
        assertThat(again.number()).isEqualTo(2);
        assertThat(job(dispatch).failures()).isZero();
        assertThat(job(dispatch).failure()).isNull();
        assertThatThrownBy(() -> jobs.retry(dispatch.jobId()))
                .isInstanceOf(IllegalTransition.class);
    }

    @Test
    void aWaitingJobIsCancelledAtOnceAndARunningOneByItsWorker() {
        Dispatch waiting = queued();
        jobs.cancel(waiting.jobId());
        assertThat(job(waiting).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(rendering()).isEqualTo("not_started");

        Dispatch running = queued();
        Attempt attempt = claimed(running, LEASE);
        jobs.cancel(running.jobId());
        assertThat(job(running).status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(jobs.heartbeat(attempt, LEASE)).isEqualTo(Pulse.CANCEL_REQUESTED);
        assertThat(jobs.look(attempt)).isEqualTo(Pulse.CANCEL_REQUESTED);
        assertThat(jobs.cancelled(attempt)).isTrue();
        assertThat(job(running).status()).isEqualTo(JobStatus.CANCELLED);
        assertThatThrownBy(() -> jobs.cancel(running.jobId()))
                .isInstanceOf(IllegalTransition.class);
    }

    @Test
    void aCancelledJobWhoseWorkerDiedIsCancelledByTheNextDelivery() {
        Dispatch dispatch = queued();
        claimed(dispatch, OVER);
        jobs.cancel(dispatch.jobId());
        assertThat(jobs.claim(dispatch.jobId(), 1, "w", LEASE))
                .isEqualTo(new Claim.Stale<>("the job is cancelled"));
        assertThat(job(dispatch).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void twoJobsOfOneEpisodeAreNeverProcessedAtOnceHoweverManyTry() throws Exception {
        List<Dispatch> dispatches = List.of(queued(), queued(), queued(), queued());
        List<Callable<Claim<Attempt>>> claims = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Dispatch dispatch = dispatches.get(i % dispatches.size());
            claims.add(() -> jobs.claim(dispatch.jobId(), dispatch.number(), "w", LEASE));
        }
        List<Claim<Attempt>> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Claim<Attempt>> answer : threads.invokeAll(claims)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Claim.Held.class::isInstance).hasSize(15);
    }

    @Test
    void anEarlierJobThatEndsLaterDoesNotReplaceTheFinalVideo() {
        Dispatch earlier = queued();
        Dispatch later = queued();
        jobs.complete(claimed(later, LEASE), output("later"));
        jobs.complete(claimed(earlier, LEASE), output("earlier"));
        assertThat(in(() -> database.find(Episode.class, episode).finalVideoKey()))
                .isEqualTo("later");
        assertThat(rendering()).isEqualTo("completed");
    }

    @Test
    void aDraftChangesNothingOfTheEpisode() {
        Dispatch draft =
                in(() ->
                        jobs.create(
                                database.find(EditPlan.class, plan),
                                JobKind.DRAFT,
                                ProcessingMethod.WORKER,
                                null));
        jobs.complete(claimed(draft, LEASE), output("draft"));
        assertThat(rendering()).isEqualTo("not_started");
        assertThat(in(() -> database.find(Episode.class, episode).finalVideoKey())).isNull();
    }

    @Test
    void whatWasNotConfirmedIsSentAgainUnderTheSameNumberAndWhatIsOldUnderANewOne() {
        Dispatch dispatch = queued();
        assertThat(sweep.unsent(Duration.ZERO, 10)).containsExactly(dispatch);
        assertThat(sweep.unsent(Duration.ofMinutes(1), 10)).isEmpty();
        jobs.sent(dispatch.jobId(), 1);
        assertThat(sweep.unsent(Duration.ZERO, 10)).isEmpty();
        assertThat(sweep.redispatchOld(Duration.ofHours(12), 10)).isEmpty();
        assertThat(sweep.redispatchOld(OVER, 10))
                .containsExactly(new Dispatch(dispatch.jobId(), dispatch.episodeId(), 2, null));
        jobs.sent(dispatch.jobId(), 1);
        assertThat(job(dispatch).dispatchedAt()).isNull();
        jobs.sent(dispatch.jobId(), 2);
        assertThat(job(dispatch).dispatchedAt()).isNotNull();
    }

    /** It comes every few seconds, also where a studio has all its episodes waiting. */
    @Test
    void theSweepDoesNotReadThroughTheJobsThatAllIsWellWith() {
        in(() -> {
            database.createNativeQuery(
                            "INSERT INTO video_processing_jobs (episode_id, edit_plan_id, status, dispatched_at)"
                                    + " SELECT :episode, :plan, 'queued', clock_timestamp() FROM generate_series(1, 20000)")
                    .setParameter("episode", episode)
                    .setParameter("plan", plan)
                    .executeUpdate();
            return database.createNativeQuery("ANALYZE video_processing_jobs").executeUpdate();
        });
        assertThat(explained(JobSweep.UNSENT)).contains("idx_video_processing_jobs_unsent");
        // Both hold the running ones alone.
        assertThat(explained(JobSweep.EXPIRED))
                .containsAnyOf(
                        "idx_video_processing_jobs_lease",
                        "idx_video_processing_jobs_one_processing");
        assertThat(explained(JobSweep.OLD)).contains("idx_video_processing_jobs_waiting");
    }

    private String explained(String sql) {
        return in(() ->
                database.createNativeQuery("EXPLAIN " + sql, String.class)
                        .setParameter("age", 60.0)
                        .setParameter("limit", 200)
                        .getResultList()
                        .toString());
    }

    @Test
    void aMessageThatTheQueueGaveUpFailsItsJobUnlessItIsOld() {
        Dispatch dispatch = queued();
        Dispatch newer = jobs.redispatch(dispatch.jobId(), 1).orElseThrow();
        assertThat(sweep.deadLettered(dispatch.jobId(), 1, 3)).isFalse();
        assertThat(sweep.deadLettered(dispatch.jobId(), newer.number(), 3)).isTrue();
        assertThat(job(dispatch).status()).isEqualTo(JobStatus.FAILED);
        assertThat(sweep.deadLettered(dispatch.jobId(), newer.number(), 3)).isFalse();
    }

    private long deadLetters(Dispatch dispatch) {
        return in(() ->
                (Long)
                        database.createNativeQuery(
                                        "SELECT count(*) FROM dead_letters WHERE job_id = :id",
                                        Long.class)
                                .setParameter("id", dispatch.jobId())
                                .getSingleResult());
    }
}
