package dev.rushes.api.queue;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisTransitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Gatherers;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Sends messages and then confirms them; where the process dies in between, the same messages are sent again. */
@ApplicationScoped
class SendDispatch {
    private static final Logger LOG = Logger.getLogger(SendDispatch.class);

    private final MessageQueues queues;
    private final JobTransitions jobs;
    private final AnalysisTransitions analyses;

    SendDispatch(MessageQueues queues, JobTransitions jobs, AnalysisTransitions analyses) {
        this.queues = queues;
        this.jobs = jobs;
        this.analyses = analyses;
    }

    /**
     * Sends messages of jobs; what SQS refuses of them is left to the sweep.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException where SQS does not answer; those that were not sent yet
     *     are left to the sweep too
     */
    void send(List<Dispatch> dispatches) {
        dispatches.stream()
                .gather(Gatherers.windowFixed(MessageQueues.LARGEST_BATCH))
                .forEach(this::together);
    }

    private void together(List<Dispatch> dispatches) {
        List<Dispatch> taken = queues.send(dispatches);
        jobs.sent(taken);
        for (Dispatch dispatch : dispatches) {
            MDC.put("jobId", dispatch.jobId().toString());
            try {
                if (taken.contains(dispatch)) {
                    LOG.infof("Job %s sent as dispatch %d", dispatch.jobId(), dispatch.number());
                } else {
                    LOG.warnf(
                            "SQS refused the message of job %s; the sweep sends it again",
                            dispatch.jobId());
                }
            } finally {
                MDC.remove("jobId");
            }
        }
    }

    void send(AnalysisDispatch dispatch) {
        queues.send(dispatch.message());
        analyses.sent(dispatch.sceneId(), dispatch.number());
        LOG.infof(
                "Analysis of scene %s sent as dispatch %d", dispatch.sceneId(), dispatch.number());
    }
}
