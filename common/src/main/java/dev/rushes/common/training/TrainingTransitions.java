package dev.rushes.common.training;

import dev.rushes.common.show.AnalysisStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one door for every change of a training video's analysis. */
@ApplicationScoped
public class TrainingTransitions {
    /** Claims after which it is given up. */
    public static final int MAX_ATTEMPTS = 3;

    /**
     * How often a worker that stops may give a video back before that counts as a try too: more than the workers of a
     * roll-out, fewer than those that a video stops itself, which a kubelet ends as politely as any other.
     */
    static final int MAX_HANDED_BACK = 10;

    /**
     * Each asking counts its claims from the next multiple of this, so that no later claim has the number of an earlier one:
     * a worker that was stalled would take it for its own.
     */
    private static final int ROUND = MAX_ATTEMPTS + 1;

    private static final Logger LOG = Logger.getLogger(TrainingTransitions.class);

    private static final String CLAIM =
            """
            UPDATE ai_training_data SET
                analysis_status = 'analysing', analysis_attempt = analysis_attempt + 1, analysis_error = NULL,
                analysis_lease_expires_at = clock_timestamp() + make_interval(secs => :lease)
            WHERE id = (
                SELECT id FROM ai_training_data
                WHERE s3_key IS NOT NULL AND analysis_attempt % :round < :most
                  AND (analysis_status = 'none'
                       OR analysis_status IN ('queued', 'analysing')
                          AND (analysis_lease_expires_at IS NULL OR analysis_lease_expires_at < clock_timestamp()))
                ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, analysis_attempt, s3_key,
                (SELECT upload.version_id FROM uploads upload
                 WHERE upload.s3_key = ai_training_data.s3_key AND upload.status = 'stored'),
                (SELECT upload.etag FROM uploads upload
                 WHERE upload.s3_key = ai_training_data.s3_key AND upload.status = 'stored'),
                (SELECT coalesce(max(upload.size_bytes), 0) FROM uploads upload
                 WHERE upload.s3_key = ai_training_data.s3_key AND upload.status = 'stored')
            """;

    private static final String GIVE_UP =
            """
            UPDATE ai_training_data SET analysis_status = 'failed', analysis_lease_expires_at = NULL,
                analysis_error = coalesce(analysis_error, 'Its analysis ended three workers. Convert it to a plain MP4.')
            WHERE analysis_attempt % :round >= :most AND analysis_status IN ('queued', 'analysing')
              AND (analysis_lease_expires_at IS NULL OR analysis_lease_expires_at < clock_timestamp())
            """;

    private static final String HEARTBEAT =
            """
            UPDATE ai_training_data SET analysis_lease_expires_at = clock_timestamp() + make_interval(secs => :lease)
            WHERE id = :id AND analysis_attempt = :attempt AND analysis_status = 'analysing'
            """;

    private final EntityManager database;

    public TrainingTransitions(EntityManager database) {
        this.database = database;
    }

    /** Takes the video that has waited longest, if any does, and gives up those that were tried too often. */
    @Transactional
    public Optional<TrainingAttempt> claim(Duration lease) {
        database.createNativeQuery(GIVE_UP)
                .setParameter("round", ROUND)
                .setParameter("most", MAX_ATTEMPTS)
                .executeUpdate();
        List<?> rows =
                database.createNativeQuery(CLAIM, Object[].class)
                        .setParameter("lease", lease.toMillis() / 1000.0)
                        .setParameter("round", ROUND)
                        .setParameter("most", MAX_ATTEMPTS)
                        .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> {
                    Object[] columns = (Object[]) row;
                    return new TrainingAttempt(
                            (UUID) columns[0],
                            ((Number) columns[1]).intValue(),
                            (String) columns[2],
                            (String) columns[3],
                            (String) columns[4],
                            ((Number) columns[5]).longValue());
                });
    }

    /**
     * Asks for the analysis of a video again, with all its tries: what was in the way may be gone, or a newer analysis
     * finds more.
     *
     * @return false where one waits or runs already
     */
    public boolean again(TrainingVideo video) {
        return switch (video.analysisStatus) {
            case NONE, QUEUED, ANALYSING -> false;
            case DONE, FAILED -> {
                video.analysisStatus = AnalysisStatus.QUEUED;
                video.analysisError = null;
                video.analysisAttempt += ROUND - video.analysisAttempt % ROUND;
                video.analysisHandedBack = 0;
                video.analysisLeaseExpiresAt = null;
                LOG.infof("Training video %s is analysed again", video.id);
                yield true;
            }
        };
    }

    /** Holds the claim on; false where it is no longer this attempt's. */
    @Transactional
    public boolean heartbeat(TrainingAttempt attempt, Duration lease) {
        return database.createNativeQuery(HEARTBEAT)
                        .setParameter("id", attempt.videoId())
                        .setParameter("attempt", attempt.number())
                        .setParameter("lease", lease.toMillis() / 1000.0)
                        .executeUpdate()
                == 1;
    }

    /** Writes what was found; false where it is no longer this attempt's. */
    @Transactional
    public boolean done(TrainingAttempt attempt, TrainingFigures found) {
        TrainingVideo video = mine(attempt);
        if (video == null) {
            return false;
        }
        video.durationSeconds = found.duration();
        video.averageClipDuration = found.averageClip();
        video.totalClips = found.clips();
        video.pacingRhythm = found.pacing();
        video.transitionPatterns = found.transitions();
        video.overlayUsage = found.overlays();
        video.textStyle = found.texts();
        video.musicPresence = found.music();
        video.analysisStatus = AnalysisStatus.DONE;
        video.analysisError = null;
        video.analyzedAt = Instant.now();
        video.analysisLeaseExpiresAt = null;
        LOG.infof("Training video %s analysed", video.id);
        return true;
    }

    /** Ends it for good, with a reason that a person can act on. */
    @Transactional
    public void fail(TrainingAttempt attempt, String reason) {
        TrainingVideo video = mine(attempt);
        if (video != null) {
            video.analysisStatus = AnalysisStatus.FAILED;
            video.analysisError = reason;
            video.analysisLeaseExpiresAt = null;
            LOG.infof("Training video %s failed: %s", video.id, reason);
        }
    }

    /** Lets go of it, since its worker stops: that try does not count, unless workers keep stopping over it. */
    @Transactional
    public void release(TrainingAttempt attempt) {
        TrainingVideo video = mine(attempt);
        if (video != null) {
            video.analysisStatus = AnalysisStatus.QUEUED;
            video.analysisLeaseExpiresAt = null;
            if (video.analysisHandedBack < MAX_HANDED_BACK) {
                video.analysisHandedBack++;
                video.analysisAttempt--;
            }
        }
    }

    /**
     * Lets go of it for another try, but not before some time has passed: what was in the way may still be.
     *
     * @param fault what people are told meanwhile, and in the end where this was the last try
     */
    @Transactional
    public void tryLater(TrainingAttempt attempt, String fault, Duration pause) {
        TrainingVideo video = mine(attempt);
        if (video != null) {
            video.analysisStatus = AnalysisStatus.QUEUED;
            video.analysisError = fault;
            video.analysisLeaseExpiresAt = Instant.now().plus(pause);
        }
    }

    private @Nullable TrainingVideo mine(TrainingAttempt attempt) {
        TrainingVideo video =
                database.find(
                        TrainingVideo.class, attempt.videoId(), LockModeType.PESSIMISTIC_WRITE);
        return video != null
                        && video.analysisAttempt == attempt.number()
                        && video.analysisStatus == AnalysisStatus.ANALYSING
                ? video
                : null;
    }
}
