package dev.rushes.api.page;

import dev.rushes.common.http.Cursor;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads lists of entities, ordered by creation and key, from where the page before ended. */
@ApplicationScoped
public class PagedRows {
    /** A studio's own rows may have no time; they count as the oldest. */
    private static final String LONG_AGO = "coalesce(row.createdAt, :longAgo)";

    private static final Set<Class<?>> STUDIOS_OWN =
            Set.of(Show.class, Episode.class, Scene.class, Script.class);

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

    private record Row<E>(E entity, Cursor place) {}

    private final EntityManager database;

    PagedRows(EntityManager database) {
        this.database = database;
    }

    /**
     * One page of a list, within the caller's transaction.
     *
     * @param condition on {@code row}, in HQL
     * @param values of the condition's parameters
     * @param view what callers see of a row
     */
    public <E, V> Page<V> page(
            Class<E> type,
            String condition,
            Map<String, Object> values,
            PageRequest page,
            Order order,
            Function<E, V> view) {
        boolean mayHaveNoTime = STUDIOS_OWN.contains(type);
        String at = mayHaveNoTime ? LONG_AGO : "row.createdAt";
        Cursor after = page.after();
        String beyond =
                after == null ? "" : " and (%s, row.id) %s (:at, :id)".formatted(at, order.beyond);
        TypedQuery<Object[]> query =
                database.createQuery(
                                "select row, %s, row.id from %s row where (%s)%s order by %s %s, row.id %s"
                                        .formatted(
                                                at,
                                                type.getName(),
                                                condition,
                                                beyond,
                                                at,
                                                order.direction,
                                                order.direction),
                                Object[].class)
                        .setMaxResults(page.rowsToRead());
        if (mayHaveNoTime) {
            query.setParameter("longAgo", Instant.EPOCH);
        }
        values.forEach(query::setParameter);
        if (after != null) {
            Class<?> key = database.getMetamodel().entity(type).getIdType().getJavaType();
            query.setParameter("at", after.at()).setParameter("id", after.key(key));
        }
        List<Row<E>> rows =
                query.getResultList().stream()
                        .map(columns ->
                                new Row<>(
                                        type.cast(columns[0]),
                                        new Cursor((Instant) columns[1], columns[2].toString())))
                        .toList();
        return Page.of(rows, page, Row::place, row -> view.apply(row.entity()));
    }
}
