package dev.rushes.api.job;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.VideoJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class RetryJob {
    private final JobTransitions transitions;
    private final Event<Dispatch> dispatches;

    RetryJob(JobTransitions transitions, Event<Dispatch> dispatches) {
        this.transitions = transitions;
        this.dispatches = dispatches;
    }

    @Transactional
    JobView retry(UUID id) {
        VideoJob job = FindJobs.existing(id);
        transitions.retry(id).ifPresent(dispatches::fire);
        VideoJob.flush();
        return JobView.of(job);
    }
}
