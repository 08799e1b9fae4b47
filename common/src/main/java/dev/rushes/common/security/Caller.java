package dev.rushes.common.security;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the present request, as the token says. Work that no request asked for (sweeps, outbox, queues) has no
 * caller: it is the service itself and sees every show.
 */
@Singleton
public class Caller {
    /** Who acts where no request is being answered. */
    public static final String SERVICE = "rushes";

    static final String SUBJECT = "rushes.subject";
    static final String SHOWS = "rushes.shows";

    private static final String NOBODY = "anonymous";

    // Looked up when asked: the render worker, which has no tokens, has no identities either.
    private final Instance<SecurityIdentity> identities;
    private final Instance<CurrentVertxRequest> requests;

    Caller(Instance<SecurityIdentity> identities, Instance<CurrentVertxRequest> requests) {
        this.identities = identities;
        this.requests = requests;
    }

    /** For static lookups such as {@code FindEpisodes.existing}; beans have it injected. */
    public static Caller current() {
        return Arc.container().instance(Caller.class).get();
    }

    /** The token's subject, for columns such as {@code approved_by} and {@code user_id}. */
    public String subject() {
        return identity()
                .map(identity -> (String) identity.getAttribute(SUBJECT))
                .orElse(isRequest() ? NOBODY : SERVICE);
    }

    /** Whether the token carries one of {@link Role}; the service itself may do anything. */
    public boolean has(String role) {
        return identity().map(identity -> identity.hasRole(role)).orElse(!isRequest());
    }

    /**
     * Refuses whoever does not carry a role; for operations that {@code @RolesAllowed} cannot guard, since something else
     * than a token may open them.
     *
     * @throws UnauthorizedException without a token
     * @throws ForbiddenException with a token that has other roles
     */
    public void mustHave(String role) {
        if (!has(role)) {
            throw identity().isPresent() ? new ForbiddenException() : new UnauthorizedException();
        }
    }

    /** The shows that the caller may see; empty where it is all of them. */
    public Optional<Set<UUID>> shows() {
        Optional<SecurityIdentity> identity = identity();
        if (identity.isPresent()) {
            return Optional.ofNullable(identity.get().getAttribute(SHOWS));
        }
        return isRequest() ? Optional.of(Set.of()) : Optional.empty();
    }

    /** Whether the caller may see what belongs to a show; what belongs to none is everybody's. */
    public boolean sees(@Nullable UUID showId) {
        return showId == null || shows().map(shows -> shows.contains(showId)).orElse(true);
    }

    /** The same of a thing; its show is read only for callers who do not see all of them. */
    public boolean sees(OfShow thing) {
        Optional<Set<UUID>> shows = shows();
        if (shows.isEmpty()) {
            return true;
        }
        UUID show = thing.showId();
        return show == null || shows.get().contains(show);
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

    /**
     * Refuses what would reach beyond single shows.
     *
     * @throws ProblemException 403 where the token names shows
     */
    public void mustSeeAllShows() {
        if (shows().isPresent()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "A token that names shows may not do this.");
        }
    }

    private Optional<SecurityIdentity> identity() {
        if (!isRequest() || !identities.isResolvable()) {
            return Optional.empty();
        }
        SecurityIdentity identity = identities.get();
        return identity.isAnonymous() ? Optional.empty() : Optional.of(identity);
    }

    /** A scheduler has a request context as well, but nothing over HTTP stands behind it. */
    private boolean isRequest() {
        InjectableContext context = Arc.container().requestContext();
        return context.isActive() && requests.isResolvable() && requests.get().getCurrent() != null;
    }
}
