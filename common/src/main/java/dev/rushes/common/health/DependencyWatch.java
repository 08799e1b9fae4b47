package dev.rushes.common.health;

import dev.rushes.common.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how a dependency was when it was last asked; subclasses are asked again on a schedule. Ready is who was
 * answered once; not ready any more who was not three times in a row: one lost answer must not take all instances away
 * from their clients at once. A question that hangs is one lost answer every twenty seconds.
 */
public abstract class DependencyWatch implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(DependencyWatch.class);

    /** A question that hangs for so long counts as one without an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int IN_A_ROW = 3;

    private final String name;
    private final InstantSource clock;
    private volatile Seen seen = new Seen("not asked yet", IN_A_ROW, Instant.MAX);

    /**
     * @param trouble what is wrong; null where nothing is, or not for long enough to say so
     * @param row how often something was wrong by now, without an answer in between
     */
    private record Seen(@Nullable String trouble, int row, Instant at) {}

    protected DependencyWatch(String name) {
        this(name, InstantSource.system());
    }

    DependencyWatch(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /** What is wrong with it, or empty. May also end in an exception. */
    protected abstract Optional<String> trouble();

    /** Asks now, or after who asks already: what was asked last counts. */
    protected final synchronized void ask() {
        Seen before = seen;
        String trouble;
        try {
            trouble = trouble().orElse(null);
        } catch (Busy e) {
            LOG.debugf("%s: %s", name, e.getMessage());
            seen = new Seen(before.trouble(), before.row(), clock.instant());
            return;
        } catch (ProblemException e) {
            trouble = e.getMessage();
        } catch (RuntimeException e) {
            LOG.debugf(e, "%s", name);
            trouble = "does not answer";
        }
        int row = trouble == null ? 0 : before.row() + 1;
        if (row > 0 && row < IN_A_ROW) {
            LOG.debugf("%s: %s, %d in a row", name, trouble, row);
            trouble = null;
        }
        seen = new Seen(trouble, row, clock.instant());
        if (trouble == null && before.trouble() != null) {
            LOG.infof("Ready again: %s", name);
        } else if (trouble != null && !trouble.equals(before.trouble())) {
            LOG.warnf("Not ready: %s: %s", name, trouble);
        }
    }

    @Override
    public final HealthCheckResponse call() {
        Seen now = seen;
        Duration patience = SILENCE.multipliedBy(Math.max(1, IN_A_ROW - now.row()));
        String trouble =
                now.at().isBefore(clock.instant().minus(patience))
                        ? "does not answer"
                        : now.trouble();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(name).status(trouble == null);
        if (trouble != null) {
            answer.withData("reason", trouble);
        }
        return answer.build();
    }
}
