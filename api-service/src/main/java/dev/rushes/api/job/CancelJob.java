package dev.rushes.api.job;

import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.VideoJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class CancelJob {
    private final JobTransitions transitions;

    CancelJob(JobTransitions transitions) {
        this.transitions = transitions;
    }

    @Transactional
    JobView cancel(UUID id) {
        VideoJob job = FindJobs.existing(id);
        transitions.cancel(id);
        VideoJob.flush();
        return JobView.of(job);
    }
}
