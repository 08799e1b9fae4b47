package dev.rushes.api.queue;

import dev.rushes.common.job.JobStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many jobs there are of each status: the database keeps what every change added, so nobody counts a million rows. */
@ApplicationScoped
class JobCounts {
    /** Read from the index of ended jobs alone, however many there are. */
    static final String ENDED_LATELY =
            "SELECT status, count(*) FROM video_processing_jobs WHERE status IN ('completed', 'failed')"
                    + " AND completed_at > now() - interval '1 hour' GROUP BY status";

    private final EntityManager database;

    JobCounts(EntityManager database) {
        this.database = database;
    }

    /** Every status with its number. */
    @Transactional
    Map<String, Long> read() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (JobStatus status : JobStatus.values()) {
            counts.put(status.text(), 0L);
        }
        List<?> rows =
                database.createNativeQuery(
                                "SELECT status, sum(jobs) FROM job_status_counts GROUP BY status",
                                Object[].class)
                        .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            counts.put((String) columns[0], ((Number) columns[1]).longValue());
        }
        return counts;
    }

    /** How many jobs were completed and how many failed within the last hour; a status without one is missing. */
    @Transactional
    Map<String, Long> endedLately() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Object row :
                database.createNativeQuery(ENDED_LATELY, Object[].class).getResultList()) {
            Object[] columns = (Object[]) row;
            counts.put((String) columns[0], ((Number) columns[1]).longValue());
        }
        return counts;
    }

    /** Makes one row of the many that changes have left, and forgets that a week has changed more than once. */
    @Transactional
    void addUp() {
        database.createNativeQuery(
                        """
                        WITH gone AS (DELETE FROM job_status_counts RETURNING status, jobs)
                        INSERT INTO job_status_counts SELECT status, sum(jobs) FROM gone GROUP BY status
                        """)
                .executeUpdate();
        database.createNativeQuery(
                        """
                        WITH gone AS (DELETE FROM processing_week_changes RETURNING week)
                        INSERT INTO processing_week_changes SELECT DISTINCT week FROM gone
                        """)
                .executeUpdate();
    }
}
