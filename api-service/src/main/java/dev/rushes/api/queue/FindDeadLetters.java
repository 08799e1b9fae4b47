package dev.rushes.api.queue;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.job.DeadLetter;
import dev.rushes.common.job.DeadLetterQueue;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads our own record of dead letters: receiving them from SQS would hide them and block their groups. */
@ApplicationScoped
class FindDeadLetters {
    private final PagedRows rows;
    private final EntityManager database;
    private final Caller caller;

    FindDeadLetters(PagedRows rows, EntityManager database, Caller caller) {
        this.rows = rows;
        this.database = database;
        this.caller = caller;
    }

    @Transactional
    Page<DeadLetterView> list(@Nullable DeadLetterQueue queue, PageRequest page) {
        RowFilter wanted =
                RowFilter.all().holding("row.resolvedAt is null").equal("row.queue", queue);
        Page<DeadLetter> letters =
                rows.page(
                        DeadLetter.class,
                        wanted,
                        page,
                        PagedRows.Order.NEWEST_FIRST,
                        letter -> letter);
        readSubjects(letters.items());
        return new Page<>(
                letters.items().stream().map(DeadLetterView::of).toList(), letters.next());
    }

    /**
     * A letter that the caller sees, locked, whatever became of it.
     *
     * @throws ProblemException 404
     */
    DeadLetter locked(UUID id) {
        DeadLetter letter =
                DeadLetter.<DeadLetter>findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                        .orElseThrow(() -> ProblemException.notFound("dead letter", id));
        caller.mustSee(letter.show == null ? null : letter.show.id, "dead letter", id);
        return letter;
    }

    /** Letters that lay there at a time already, oldest first. */
    @Transactional
    List<UUID> open(
            @Nullable DeadLetterQueue queue, @Nullable Set<UUID> shows, Instant until, int most) {
        var query =
                database.createQuery(
                                "select row.id from DeadLetter row where row.resolvedAt is null"
                                        + " and row.createdAt <= :until and (:queue is null or row.queue = :queue)"
                                        + (shows == null ? "" : " and row.show.id in :shows")
                                        + " order by row.createdAt, row.id",
                                UUID.class)
                        .setParameter("until", until)
                        .setParameter("queue", queue)
                        .setMaxResults(most);
        if (shows != null) {
            query.setParameter("shows", shows);
        }
        return query.getResultList();
    }

    /** Into the session, so that a page's letters do not ask for theirs one by one. */
    private void readSubjects(List<DeadLetter> letters) {
        database.createQuery("select job from VideoJob job where job.id in :ids")
                .setParameter(
                        "ids",
                        letters.stream()
                                .map(letter -> letter.job)
                                .filter(Objects::nonNull)
                                .map(job -> job.id)
                                .toList())
                .getResultList();
        database.createQuery("select scene from Scene scene where scene.id in :ids")
                .setParameter(
                        "ids",
                        letters.stream()
                                .map(letter -> letter.scene)
                                .filter(Objects::nonNull)
                                .map(scene -> scene.id)
                                .toList())
                .getResultList();
    }
}
