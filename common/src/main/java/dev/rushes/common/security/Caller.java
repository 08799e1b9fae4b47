package dev.rushes.common.security;

import dev.rushes.common.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who makes the present request. Until tokens are read everybody is the same and sees every show. */
@Singleton
public class Caller {
    private static final String ANONYMOUS = "anonymous";

    /** The token's subject. */
    public String subject() {
        return ANONYMOUS;
    }

    /** The shows that the caller may see; empty where it is all of them. */
    public Optional<Set<UUID>> shows() {
        return Optional.empty();
    }

    /** Whether the caller may see what belongs to a show; what belongs to none is everybody's. */
    public boolean sees(@Nullable UUID showId) {
        return showId == null || shows().map(shows -> shows.contains(showId)).orElse(true);
    }

    /**
     * Refuses what belongs to a show that the caller does not see, as if it were not there.
     *
     * @param what the thing's name in the problem, such as "plan"
     * @throws ProblemException 404
     */
    public void mustSee(@Nullable UUID showId, String what, Object id) {
        if (!sees(showId)) {
            throw ProblemException.notFound(what, id);
        }
    }
}
