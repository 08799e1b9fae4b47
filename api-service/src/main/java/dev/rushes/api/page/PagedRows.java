package dev.rushes.api.page;

import dev.rushes.common.http.Cursor;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.Show;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Caller caller;
    private final Map<Class<?>, Optional<String>> shows = new ConcurrentHashMap<>();

    PagedRows(EntityManager database, Caller caller) {
        this.database = database;
        this.caller = caller;
    }

    /**
     * One page of a list, within the caller's transaction: of rows that belong to a show, those of the shows that the
     * caller sees.
     *
     * @param wanted conditions on {@code row}, in HQL
     * @param view what callers see of a row
     */
    public <E, V> Page<V> page(
            Class<E> type, RowFilter wanted, PageRequest page, Order order, Function<E, V> view) {
        boolean mayHaveNoTime = STUDIOS_OWN.contains(type);
        String at = mayHaveNoTime ? LONG_AGO : "row.createdAt";
        Cursor after = page.after();
        Set<UUID> seen = caller.shows().orElse(null);
        String show = seen == null ? null : shows.computeIfAbsent(type, this::show).orElse(null);
        String visible =
                show == null ? "" : " and (%1$s in :visibleShows or %1$s is null)".formatted(show);
        String beyond =
                after == null ? "" : " and (%s, row.id) %s (:at, :id)".formatted(at, order.beyond);
        TypedQuery<Object[]> query =
                database.createQuery(
                                "select row, %s, row.id from %s row where (%s)%s%s order by %s %s, row.id %s"
                                        .formatted(
                                                at,
                                                type.getName(),
                                                wanted.condition(),
                                                visible,
                                                beyond,
                                                at,
                                                order.direction,
                                                order.direction),
                                Object[].class)
                        .setMaxResults(page.rowsToRead());
        if (mayHaveNoTime) {
            query.setParameter("longAgo", Instant.EPOCH);
        }
        wanted.values().forEach(query::setParameter);
        if (show != null) {
            query.setParameter("visibleShows", seen);
        }
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

    /** The shortest way from a row to the show that it belongs to, such as {@code row.episode.show.id}. */
    private Optional<String> show(Class<?> type) {
        record Step(EntityType<?> at, String path) {}
        Set<EntityType<?>> met = new HashSet<>();
        Deque<Step> next = new ArrayDeque<>();
        next.add(new Step(database.getMetamodel().entity(type), "row"));
        while (!next.isEmpty()) {
            Step step = next.remove();
            if (step.at().getJavaType() == Show.class) {
                return Optional.of(step.path() + ".id");
            }
            for (SingularAttribute<?, ?> attribute : step.at().getSingularAttributes()) {
                if (attribute.getType() instanceof EntityType<?> owner && met.add(owner)) {
                    next.add(new Step(owner, step.path() + "." + attribute.getName()));
                }
            }
        }
        return Optional.empty();
    }
}
