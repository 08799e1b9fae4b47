package dev.rushes.api.queue;

import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.DeadLetterResolution;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisTransitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a dead letter's work again, or throws the letter away. The record comes first, in one transaction with the
 * work's new dispatch; the send and the removal of the old message follow the commit, and where this process dies in
 * between, the sweep does both. So nothing is lost between the two queues, and each step may run twice.
 */
@ApplicationScoped
class ResolveDeadLetter {
    private static final Logger LOG = Logger.getLogger(ResolveDeadLetter.class);

    /** A letter came to its end, and its message is to be removed. */
    record Resolved() {}

    /** What is to be watched: a job, or else the scene whose analysis begins again. */
    record Redriven(@Nullable UUID job, @Nullable UUID scene) {}

    private final FindDeadLetters letters;
    private final JobTransitions jobs;
    private final AnalysisTransitions analyses;
    private final Event<Dispatch> jobDispatches;
    private final Event<AnalysisDispatch> analysisDispatches;
    private final Event<Resolved> resolutions;
    private final Caller caller;

    ResolveDeadLetter(
            FindDeadLetters letters,
            JobTransitions jobs,
            AnalysisTransitions analyses,
            Event<Dispatch> jobDispatches,
            Event<AnalysisDispatch> analysisDispatches,
            Event<Resolved> resolutions,
            Caller caller) {
        this.letters = letters;
        this.jobs = jobs;
        this.analyses = analyses;
        this.jobDispatches = jobDispatches;
        this.analysisDispatches = analysisDispatches;
        this.resolutions = resolutions;
        this.caller = caller;
    }

    /**
     * Queues the letter's job or analysis again, under a new dispatch number and with no failures counted.
     *
     * @throws ProblemException 404, or 409 where it came to its end already
     * @throws dev.rushes.common.IllegalTransition where its job cannot be tried again
     */
    @Transactional
    Redriven redrive(UUID id) {
        return redrive(letters.locked(id), caller.subject());
    }

    /** The same for somebody who asked for it before; nothing where the letter came to its end meanwhile. */
    @Transactional
    void redriveLater(UUID id, @Nullable String subject) {
        DeadLetter letter =
                DeadLetter.findById(id, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
        if (letter != null && letter.resolution() == null) {
            redrive(letter, subject);
        }
    }

    /**
     * Throws the letter away; what it was about stays failed. Nothing more where that was done before.
     *
     * @throws ProblemException 404, or 409 where it was sent again
     */
    @Transactional
    void discard(UUID id) {
        DeadLetter letter = letters.locked(id);
        if (letter.resolution() == DeadLetterResolution.DISCARDED) {
            return;
        }
        mustBeOpen(letter);
        letter.resolve(DeadLetterResolution.DISCARDED, caller.subject(), Instant.now());
        resolutions.fire(new Resolved());
        LOG.infof("Dead letter %s discarded", id);
    }

    private Redriven redrive(DeadLetter letter, @Nullable String subject) {
        mustBeOpen(letter);
        letter.resolve(DeadLetterResolution.REDRIVEN, subject, Instant.now());
        UUID job = letter.job == null ? null : letter.job.id;
        UUID scene = letter.scene == null ? null : letter.scene.id;
        if (job != null) {
            jobs.retry(job).ifPresent(jobDispatches::fire);
        } else if (letter.scene != null) {
            analysisDispatches.fire(analyses.request(letter.scene));
        }
        resolutions.fire(new Resolved());
        LOG.infof("Dead letter %s sent again", letter.id);
        return new Redriven(job, scene);
    }

    private static void mustBeOpen(DeadLetter letter) {
        DeadLetterResolution resolution = letter.resolution();
        if (resolution != null) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "The dead letter was "
                            + resolution.text()
                            + " at "
                            + letter.resolvedAt()
                            + ".");
        }
    }
}
