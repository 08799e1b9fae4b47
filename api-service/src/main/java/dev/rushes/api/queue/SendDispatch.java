package dev.rushes.api.queue;

import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisTransitions;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Sends one message and then confirms it; where the process dies in between, the same message is sent again. */
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

    void send(Dispatch dispatch) {
        queues.send(dispatch.message(), dispatch.episodeId());
        jobs.sent(dispatch.jobId(), dispatch.number());
        MDC.put("jobId", dispatch.jobId().toString());
        try {
            LOG.infof("Job %s sent as dispatch %d", dispatch.jobId(), dispatch.number());
        } finally {
            MDC.remove("jobId");
        }
    }

    void send(AnalysisDispatch dispatch) {
        queues.send(dispatch.message());
        analyses.sent(dispatch.sceneId(), dispatch.number());
        LOG.infof(
                "Analysis of scene %s sent as dispatch %d", dispatch.sceneId(), dispatch.number());
    }
}
