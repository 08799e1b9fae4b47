package dev.rushes.api.page;

import dev.rushes.common.http.Cursor;
import dev.rushes.common.http.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads entities ordered by creation and id, from where the page before ended. */
@ApplicationScoped
public class PagedRows {
    /** A studio's own rows may have no time; they count as the oldest. */
    private static final Instant LONG_AGO = Instant.EPOCH;

    /** Which end a list starts with. */
    public enum Order {
        OLDEST_FIRST(">", "asc"),
        NEWEST_FIRST("<", "desc");

        private final String beyond;
        private final String direction;

        Order(String beyond, String direction) {
            this.beyond = beyond;
            this.direction = direction;
        }
    }

    private final EntityManager database;

    PagedRows(EntityManager database) {
        this.database = database;
    }

    /**
     * One row more than the page's limit, where there are so many.
     *
     * @param condition on {@code row}, in HQL
     * @param values of the condition's parameters
     */
    public <E> List<E> read(
            Class<E> type,
            String condition,
            Map<String, Object> values,
            PageRequest page,
            Order order) {
        String at = "coalesce(row.createdAt, :longAgo)";
        Cursor after = page.after();
        String beyond =
                after == null
                        ? ""
                        : " and (%1$s %2$s :at or %1$s = :at and row.id %2$s :id)"
                                .formatted(at, order.beyond);
        TypedQuery<E> query =
                database.createQuery(
                                "select row from %s row where (%s)%s order by %s %s, row.id %s"
                                        .formatted(
                                                type.getName(),
                                                condition,
                                                beyond,
                                                at,
                                                order.direction,
                                                order.direction),
                                type)
                        .setParameter("longAgo", LONG_AGO)
                        .setMaxResults(page.rowsToRead());
        values.forEach(query::setParameter);
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.getResultList();
    }

    /** The time that {@link #read} orders by. */
    public static Instant time(@Nullable Instant createdAt) {
        return createdAt == null ? LONG_AGO : createdAt;
    }
}
