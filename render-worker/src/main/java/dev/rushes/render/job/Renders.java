package dev.rushes.render.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobFailure;
import dev.rushes.common.job.JobMessage;
import dev.rushes.common.job.JobRestores;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.render.queue.WorkQueue;
import dev.rushes.render.queue.WorkQueues;
import dev.rushes.render.work.Ask;
import dev.rushes.render.work.Failure;
import dev.rushes.render.work.Lease;
import dev.rushes.render.work.Letter;
import dev.rushes.render.work.Work;
import dev.rushes.render.work.WorkerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Render jobs as work. */
@ApplicationScoped
class Renders implements Work<Attempt> {
    private final JobTransitions jobs;
    private final JobRestores restores;
    private final RenderConfig config;
    private final RenderOrder renderOrder;
    private final WorkQueues queues;
    private final WorkerConfig worker;
    private final ObjectMapper json;

    Renders(
            JobTransitions jobs,
            JobRestores restores,
            RenderConfig config,
            RenderOrder renderOrder,
            WorkQueues queues,
            WorkerConfig worker,
            ObjectMapper json) {
        this.jobs = jobs;
        this.restores = restores;
        this.config = config;
        this.renderOrder = renderOrder;
        this.queues = queues;
        this.worker = worker;
        this.json = json;
    }

    @Override
    public String name() {
        return "render";
    }

    @Override
    public int concurrency() {
        return worker.renders();
    }

    @Override
    public WorkQueue queue() {
        return queues.renders();
    }

    @Override
    public Optional<Ask> read(String body) {
        try {
            JobMessage message = json.readValue(body, JobMessage.class);
            return message.jobId() == null
                    ? Optional.empty()
                    : Optional.of(new Ask(message.jobId(), message.dispatch()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public Claim<Attempt> claim(Ask ask, String workerId, Duration lease) {
        return jobs.claim(ask.subject(), ask.dispatch(), workerId, lease);
    }

    @Override
    public Pulse heartbeat(Attempt attempt, Duration lease) {
        return jobs.heartbeat(attempt, lease);
    }

    @Override
    public Pulse look(Attempt attempt) {
        return jobs.look(attempt);
    }

    @Override
    public boolean perform(Attempt attempt, Lease lease) {
        return renderOrder.perform(attempt, lease);
    }

    @Override
    public boolean fail(Attempt attempt, Failure.Final failure) {
        return jobs.fail(attempt, JobFailure.of(failure.type(), failure.detail(), false));
    }

    @Override
    public boolean awaitRestore(Attempt attempt, Failure.Archived archived) {
        return restores.await(
                attempt, archived.objects(), config.restoreDays(), config.restoreTier());
    }

    @Override
    public FaultOutcome fault(Attempt attempt, Failure.Transient failure) {
        return jobs.fault(attempt, JobFailure.of(ProblemType.GAVE_UP, failure.detail(), true));
    }

    @Override
    public boolean cancelled(Attempt attempt) {
        return jobs.cancelled(attempt);
    }

    @Override
    public Optional<Letter> handBack(Attempt attempt) {
        return jobs.handBack(attempt).map(this::letter);
    }

    @Override
    public Optional<Letter> redispatch(Ask ask) {
        return jobs.redispatch(ask.subject(), ask.dispatch()).map(this::letter);
    }

    @Override
    public void sent(Ask ask) {
        jobs.sent(ask.subject(), ask.dispatch());
    }

    @Override
    public Map<String, Object> context(Attempt attempt) {
        return Map.of(
                "jobId", attempt.jobId(),
                "planId", attempt.planId(),
                "attempt", attempt.number());
    }

    private Letter letter(Dispatch dispatch) {
        JobMessage message = dispatch.message();
        try {
            return new Letter(
                    new Ask(dispatch.jobId(), dispatch.number()),
                    json.writeValueAsString(message),
                    dispatch.episodeId().toString(),
                    message.deduplicationId(),
                    dispatch.traceParent());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of an id and a number is JSON", e);
        }
    }
}
