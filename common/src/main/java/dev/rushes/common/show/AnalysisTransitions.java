package dev.rushes.common.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one door for every change of a take's analysis; the same rules as for jobs ({@code
 * dev.rushes.common.job.JobTransitions}), with the scene as the thing that is claimed.
 */
@ApplicationScoped
public class AnalysisTransitions {
    /** Failures after which an analysis is given up. */
    public static final int MAX_FAILURES = 3;

    private static final String WENT_SILENT =
            "The analysis of this file ended three workers. Convert it to a plain MP4 and upload it again.";

    private static final Logger LOG = Logger.getLogger(AnalysisTransitions.class);

    private static final String CLAIM =
            """
            UPDATE scenes SET
                analysis_status = 'analysing', analysis_attempt = analysis_attempt + 1,
                analysis_failures = analysis_failures + CASE WHEN analysis_status = 'analysing' THEN 1 ELSE 0 END,
                analysis_worker_id = :worker,
                analysis_lease_expires_at = clock_timestamp() + make_interval(secs => :lease),
                analysis_dispatched_at = coalesce(analysis_dispatched_at, clock_timestamp())
            WHERE id = :id AND analysis_dispatch <= :dispatch
              AND (analysis_status = 'queued'
                   OR analysis_status = 'analysing' AND analysis_lease_expires_at < clock_timestamp()
                      AND analysis_failures + 1 < :max)
            RETURNING analysis_attempt
            """;

    private static final String HEARTBEAT =
            """
            UPDATE scenes SET analysis_lease_expires_at = clock_timestamp() + make_interval(secs => :lease)
            WHERE id = :id AND analysis_attempt = :attempt AND analysis_status = 'analysing'
            """;

    private final EntityManager database;

    public AnalysisTransitions(EntityManager database) {
        this.database = database;
    }

    /** Asks for the analysis of the scene's footage, the first time or again; part of the caller's transaction. */
    @Transactional
    public AnalysisDispatch request(Scene scene) {
        scene.queueAnalysis();
        database.flush();
        // A letter that was given up before is no longer the last word.
        database.createNativeQuery(
                        "UPDATE dead_letters SET discarded_at = clock_timestamp(), resolution = 'redriven'"
                                + " WHERE scene_id = :scene AND discarded_at IS NULL")
                .setParameter("scene", scene.id)
                .executeUpdate();
        LOG.infof("Analysis of scene %s queued as dispatch %d", scene.id, scene.analysisDispatch());
        return dispatchOf(scene);
    }

    /** Confirms that the queue took the message of this dispatch; a newer dispatch is left as it is. */
    @Transactional
    public void sent(UUID sceneId, int dispatch) {
        database.createNativeQuery(
                        "UPDATE scenes SET analysis_dispatched_at = clock_timestamp()"
                                + " WHERE id = :id AND analysis_dispatch = :dispatch")
                .setParameter("id", sceneId)
                .setParameter("dispatch", dispatch)
                .executeUpdate();
    }

    /**
     * Tries to take the analysis for a worker.
     *
     * @param dispatch the dispatch number in the message
     * @param lease how long the claim holds without a heartbeat
     */
    @Transactional
    public Claim<AnalysisAttempt> claim(
            UUID sceneId, int dispatch, String workerId, Duration lease) {
        List<?> rows =
                database.createNativeQuery(CLAIM)
                        .setParameter("id", sceneId)
                        .setParameter("dispatch", dispatch)
                        .setParameter("worker", workerId)
                        .setParameter("lease", seconds(lease))
                        .setParameter("max", MAX_FAILURES)
                        .getResultList();
        Scene scene = locked(sceneId);
        if (scene == null) {
            return new Claim.Stale<>("there is no such scene");
        }
        if (rows.isEmpty()) {
            return whyNot(scene, dispatch);
        }
        String key = scene.rawFootageKey();
        if (key == null) {
            throw new IllegalStateException(
                    "scene " + sceneId + " was queued for analysis without footage");
        }
        LOG.infof(
                "Analysis of scene %s claimed by %s as attempt %d",
                sceneId, workerId, scene.analysisAttempt());
        Long size = scene.rawFootageSizeBytes();
        return new Claim.Granted<>(
                new AnalysisAttempt(
                        sceneId,
                        scene.episode.id,
                        scene.analysisAttempt(),
                        dispatch,
                        key,
                        scene.rawFootageVersionId(),
                        scene.rawFootageEtag(),
                        size == null ? 0 : size));
    }

    /** Extends the lease and says whether the analysis is still this attempt's. */
    @Transactional
    public Pulse heartbeat(AnalysisAttempt attempt, Duration lease) {
        int rows =
                database.createNativeQuery(HEARTBEAT)
                        .setParameter("id", attempt.sceneId())
                        .setParameter("attempt", attempt.number())
                        .setParameter("lease", seconds(lease))
                        .executeUpdate();
        return rows == 1 ? Pulse.MINE : Pulse.LOST;
    }

    /**
     * Records what the analysis found.
     *
     * @param durationSeconds length of the footage
     * @param posterKey key of the poster frame, if there is a picture
     * @return false where it was no longer this attempt's
     */
    @Transactional
    public boolean done(
            AnalysisAttempt attempt,
            BigDecimal durationSeconds,
            JsonNode metadata,
            @Nullable String posterKey) {
        Scene scene = mine(attempt);
        if (scene == null) {
            return false;
        }
        scene.finishAnalysis(durationSeconds, metadata, posterKey);
        LOG.infof("Analysis of scene %s done", scene.id);
        return true;
    }

    /**
     * Ends the analysis for good, with a reason that a user can act on.
     *
     * @return false where it was no longer this attempt's
     */
    @Transactional
    public boolean fail(AnalysisAttempt attempt, String reason) {
        Scene scene = mine(attempt);
        if (scene == null) {
            return false;
        }
        failed(scene, reason);
        return true;
    }

    /** Counts a transient fault: the analysis waits for its message to come back, or has failed with the last one. */
    @Transactional
    public FaultOutcome fault(AnalysisAttempt attempt, String reason) {
        Scene scene = mine(attempt);
        if (scene == null) {
            return new FaultOutcome.Lost();
        }
        if (scene.countAnalysisFailure() >= MAX_FAILURES) {
            failed(scene, reason);
            deadLetter(scene, reason);
            return new FaultOutcome.Failed();
        }
        scene.releaseAnalysis();
        LOG.warnf(
                "Analysis of scene %s met fault %d: %s",
                scene.id, scene.analysisFailures(), reason);
        return new FaultOutcome.Retry(scene.analysisFailures());
    }

    /** Gives the analysis back under a new dispatch number; no failure. Empty where it was no longer this attempt's. */
    @Transactional
    public Optional<AnalysisDispatch> handBack(AnalysisAttempt attempt) {
        return Optional.ofNullable(mine(attempt)).map(AnalysisTransitions::requeued);
    }

    /** Sends the message of a waiting or running analysis anew. Empty where the dispatch is not the newest. */
    @Transactional
    public Optional<AnalysisDispatch> redispatch(UUID sceneId, int dispatch) {
        Scene scene = locked(sceneId);
        if (scene == null || isOver(scene) || scene.analysisDispatch() != dispatch) {
            return Optional.empty();
        }
        scene.nextAnalysisDispatch();
        return Optional.of(dispatchOf(scene));
    }

    /** Analyses whose newest dispatch was not confirmed within the grace; to be sent under the same number. */
    @Transactional
    public List<AnalysisDispatch> unsent(Duration grace, int limit) {
        return scenes(
                        "SELECT id FROM scenes WHERE analysis_status IN ('queued', 'analysing')"
                                + " AND analysis_dispatched_at IS NULL"
                                + " AND updated_at < clock_timestamp() - make_interval(secs => :age) LIMIT :limit",
                        grace,
                        limit)
                .stream()
                .map(AnalysisTransitions::dispatchOf)
                .toList();
    }

    /**
     * Analyses whose lease ended longer ago than the grace: each counts a failure and waits again, or has failed.
     *
     * @param gaveUp told of every analysis that failed here; its message belongs into the dead-letter queue
     * @return what is to be sent
     */
    @Transactional
    public List<AnalysisDispatch> reclaimExpired(
            Duration grace, int limit, Consumer<AnalysisDispatch> gaveUp) {
        return scenes(
                        "SELECT id FROM scenes WHERE analysis_status = 'analysing'"
                                + " AND analysis_lease_expires_at < clock_timestamp() - make_interval(secs => :age)"
                                + " LIMIT :limit FOR UPDATE SKIP LOCKED",
                        grace,
                        limit)
                .stream()
                .flatMap(scene -> {
                    if (scene.countAnalysisFailure() < MAX_FAILURES) {
                        return Optional.of(requeued(scene)).stream();
                    }
                    failed(scene, WENT_SILENT);
                    deadLetter(scene, WENT_SILENT);
                    gaveUp.accept(dispatchOf(scene));
                    return Optional.<AnalysisDispatch>empty().stream();
                })
                .toList();
    }

    /** Waiting analyses dispatched longer ago than the age: SQS forgets a message after its retention. */
    @Transactional
    public List<AnalysisDispatch> redispatchOld(Duration age, int limit) {
        return scenes(
                        "SELECT id FROM scenes WHERE analysis_status = 'queued'"
                                + " AND analysis_dispatched_at < clock_timestamp() - make_interval(secs => :age)"
                                + " LIMIT :limit FOR UPDATE SKIP LOCKED",
                        age,
                        limit)
                .stream()
                .map(scene -> {
                    scene.nextAnalysisDispatch();
                    return dispatchOf(scene);
                })
                .toList();
    }

    /**
     * A message of this analysis arrived in the dead-letter queue by the queue's own redrive: fails it unless it is
     * over, or newer than the message.
     *
     * @return whether it failed by this
     */
    @Transactional
    public boolean deadLettered(UUID sceneId, int dispatch, int receives) {
        Scene scene = locked(sceneId);
        if (scene == null || isOver(scene) || scene.analysisDispatch() != dispatch) {
            return false;
        }
        String reason =
                "Its message was delivered " + receives + " times without coming to an end.";
        failed(scene, reason);
        deadLetter(scene, reason);
        return true;
    }

    private Claim<AnalysisAttempt> whyNot(Scene scene, int dispatch) {
        if (isOver(scene)) {
            return new Claim.Stale<>("the analysis is " + scene.analysisStatus().text());
        }
        if (scene.analysisDispatch() > dispatch) {
            return new Claim.Stale<>(
                    "dispatch " + scene.analysisDispatch() + " has taken its place");
        }
        Instant now =
                (Instant)
                        database.createNativeQuery("SELECT clock_timestamp()", Instant.class)
                                .getSingleResult();
        Instant lease = scene.analysisLeaseExpiresAt();
        if (lease != null && lease.isAfter(now)) {
            return new Claim.Held<>(Duration.between(now, lease));
        }
        if (scene.analysisFailures() + 1 < MAX_FAILURES) {
            // The lease ended between the two statements; the message comes back.
            return new Claim.Held<>(Duration.ZERO);
        }
        scene.countAnalysisFailure();
        failed(scene, WENT_SILENT);
        deadLetter(scene, WENT_SILENT);
        return new Claim.Spent<>(WENT_SILENT);
    }

    private static boolean isOver(Scene scene) {
        return scene.analysisStatus().isFinal() || scene.analysisStatus() == AnalysisStatus.NONE;
    }

    private static AnalysisDispatch requeued(Scene scene) {
        scene.requeueAnalysis();
        LOG.infof(
                "Analysis of scene %s queued again as dispatch %d",
                scene.id, scene.analysisDispatch());
        return dispatchOf(scene);
    }

    private static void failed(Scene scene, String reason) {
        scene.failAnalysis(reason);
        LOG.infof("Analysis of scene %s failed: %s", scene.id, reason);
    }

    private void deadLetter(Scene scene, String reason) {
        database.flush();
        database.createNativeQuery(
                        "INSERT INTO dead_letters (queue_role, scene_id, dispatch, reason, receive_count)"
                                + " VALUES ('media-analysis', :scene, :dispatch, :reason, :failures)"
                                + " ON CONFLICT (scene_id, dispatch) DO NOTHING")
                .setParameter("scene", scene.id)
                .setParameter("dispatch", scene.analysisDispatch())
                .setParameter("reason", reason)
                .setParameter("failures", scene.analysisFailures())
                .executeUpdate();
    }

    private List<Scene> scenes(String sql, Duration age, int limit) {
        Query query =
                database.createNativeQuery(sql, UUID.class)
                        .setParameter("age", seconds(age))
                        .setParameter("limit", limit);
        List<?> ids = query.getResultList();
        return ids.stream().flatMap(id -> Optional.ofNullable(locked((UUID) id)).stream()).toList();
    }

    private @Nullable Scene mine(AnalysisAttempt attempt) {
        Scene scene = locked(attempt.sceneId());
        boolean mine =
                scene != null
                        && scene.analysisStatus() == AnalysisStatus.ANALYSING
                        && scene.analysisAttempt() == attempt.number();
        return mine ? scene : null;
    }

    private @Nullable Scene locked(UUID sceneId) {
        Scene scene = database.find(Scene.class, sceneId, LockModeType.PESSIMISTIC_WRITE);
        if (scene != null) {
            // What this transaction may have read before the lock is stale.
            database.refresh(scene);
        }
        return scene;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static AnalysisDispatch dispatchOf(Scene scene) {
        return new AnalysisDispatch(scene.id, scene.analysisDispatch());
    }
}
