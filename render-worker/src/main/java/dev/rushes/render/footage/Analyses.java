package dev.rushes.render.footage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import dev.rushes.common.show.AnalysisAttempt;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisMessage;
import dev.rushes.common.show.AnalysisTransitions;
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

/** Analyses of takes as work. */
@ApplicationScoped
class Analyses implements Work<AnalysisAttempt> {
    private final AnalysisTransitions scenes;
    private final AnalyseTake analyseTake;
    private final WorkQueues queues;
    private final WorkerConfig worker;
    private final ObjectMapper json;

    Analyses(
            AnalysisTransitions scenes,
            AnalyseTake analyseTake,
            WorkQueues queues,
            WorkerConfig worker,
            ObjectMapper json) {
        this.scenes = scenes;
        this.analyseTake = analyseTake;
        this.queues = queues;
        this.worker = worker;
        this.json = json;
    }

    @Override
    public String name() {
        return "analysis";
    }

    @Override
    public int concurrency() {
        return worker.analyses();
    }

    @Override
    public WorkQueue queue() {
        return queues.analyses();
    }

    @Override
    public Optional<Ask> read(String body) {
        try {
            AnalysisMessage message = json.readValue(body, AnalysisMessage.class);
            return message.sceneId() == null
                    ? Optional.empty()
                    : Optional.of(new Ask(message.sceneId(), message.dispatch()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @Override
    public Claim<AnalysisAttempt> claim(Ask ask, String workerId, Duration lease) {
        return scenes.claim(ask.subject(), ask.dispatch(), workerId, lease);
    }

    @Override
    public Pulse heartbeat(AnalysisAttempt attempt, Duration lease) {
        return scenes.heartbeat(attempt, lease);
    }

    /** Nobody can cancel an analysis, and it is short: its heartbeats are enough. */
    @Override
    public Pulse look(AnalysisAttempt attempt) {
        return Pulse.MINE;
    }

    @Override
    public boolean perform(AnalysisAttempt attempt, Lease lease) {
        return analyseTake.perform(attempt, lease);
    }

    @Override
    public boolean fail(AnalysisAttempt attempt, Failure.Final failure) {
        return scenes.fail(attempt, failure.detail());
    }

    /** Footage is analysed when it comes; in the archive it is only where somebody asks again. So people decide. */
    @Override
    public boolean awaitRestore(AnalysisAttempt attempt, Failure.Archived archived) {
        return scenes.fail(attempt, archived.detail() + " Then start the analysis again.");
    }

    @Override
    public FaultOutcome fault(AnalysisAttempt attempt, Failure.Transient failure) {
        return scenes.fault(attempt, failure.detail());
    }

    @Override
    public boolean cancelled(AnalysisAttempt attempt) {
        return false;
    }

    @Override
    public Optional<Letter> handBack(AnalysisAttempt attempt) {
        return scenes.handBack(attempt).map(this::letter);
    }

    @Override
    public Optional<Letter> redispatch(Ask ask) {
        return scenes.redispatch(ask.subject(), ask.dispatch()).map(this::letter);
    }

    @Override
    public void sent(Ask ask) {
        scenes.sent(ask.subject(), ask.dispatch());
    }

    @Override
    public Map<String, Object> context(AnalysisAttempt attempt) {
        return Map.of("sceneId", attempt.sceneId(), "attempt", attempt.number());
    }

    private Letter letter(AnalysisDispatch dispatch) {
        AnalysisMessage message = dispatch.message();
        try {
            return new Letter(
                    new Ask(dispatch.sceneId(), dispatch.number()),
                    json.writeValueAsString(message),
                    dispatch.sceneId().toString(),
                    message.deduplicationId(),
                    null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of an id and a number is JSON", e);
        }
    }
}
