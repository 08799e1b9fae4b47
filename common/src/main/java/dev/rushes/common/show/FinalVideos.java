package dev.rushes.common.show;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The door through which an episode loses the final video that its bucket no longer has. */
@ApplicationScoped
public class FinalVideos {
    private static final Logger LOG = Logger.getLogger(FinalVideos.class);

    /** A newer render keeps its own status; only one that is done has nothing to show any more. */
    private static final String EXPIRE =
            """
            UPDATE episodes SET final_video_s3_key = NULL, final_video_job_id = NULL, final_video_version_id = NULL,
                final_video_size_bytes = NULL, final_video_sha256 = NULL, final_video_expired_at = clock_timestamp(),
                rendering_status = CASE WHEN rendering_status = 'completed' THEN 'not_started' ELSE rendering_status END
            WHERE final_video_s3_key = :key
            """;

    private final EntityManager database;

    FinalVideos(EntityManager database) {
        this.database = database;
    }

    /** An episode's final video. */
    public record Found(UUID episodeId, String key) {}

    /** Final videos in the order of their episodes' ids. */
    @Transactional
    public List<Found> after(@Nullable Found last, int limit) {
        return database
                .createQuery(
                        "select e.id, e.finalVideoKey from Episode e where e.finalVideoKey is not null"
                                + " and e.id > :last order by e.id",
                        Object[].class)
                .setParameter("last", last == null ? new UUID(0, 0) : last.episodeId())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new Found((UUID) row[0], (String) row[1]))
                .toList();
    }

    /**
     * The object of this key is gone.
     *
     * @return whether it was the final video of an episode
     */
    @Transactional
    public boolean expired(String key) {
        boolean was =
                database.createNativeQuery(EXPIRE).setParameter("key", key).executeUpdate() > 0;
        if (was) {
            LOG.infof("The final video %s is gone; its episode says so", key);
        }
        return was;
    }
}
