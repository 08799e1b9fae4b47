package dev.rushes.api.training;

import dev.rushes.common.plan.EditingDecision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Finds what the people of a show wanted in the end: one decision for each row of a plan, however often it changed. Suggestions
 * that an approval kept are among them where a habit made them. Others are not: a planner must not learn its own rules.
 */
@ApplicationScoped
class WantedDecisions {
    /** Newest of each action: habits change. */
    private static final int MOST = 200;

    private static final String NEWEST =
            """
            WITH decided AS (
                SELECT decision.id, decision.scene_id, decision.created_at, decision.ai_suggested,
                    CAST(decision.context -> 'accepted' AS text) AS accepted,
                    coalesce(CAST(decision.context -> 'kept' AS text), 'false') = 'true'
                        AND (decision.context -> 'learned') IS NULL AS habitless,
                    first_value(decision.id) OVER (
                        PARTITION BY coalesce(decision.context ->> 'rowId', CAST(decision.id AS text))
                        ORDER BY decision.created_at, decision.id) AS first_id,
                    row_number() OVER (
                        PARTITION BY coalesce(decision.context ->> 'rowId', CAST(decision.id AS text))
                        ORDER BY decision.created_at DESC, decision.id DESC) AS age
                FROM editing_decisions decision JOIN episodes episode ON episode.id = decision.episode_id
                WHERE episode.show_id = :show AND decision.action_type = :action)
            SELECT id, first_id FROM decided
            WHERE age = 1 AND (scene_id IS NOT NULL OR NOT :takes) AND NOT habitless
              AND coalesce(accepted, CASE WHEN ai_suggested THEN 'false' ELSE 'true' END) = 'true'
            ORDER BY created_at DESC, id LIMIT :most
            """;

    private final EntityManager database;

    WantedDecisions(EntityManager database) {
        this.database = database;
    }

    /**
     * What a person wanted.
     *
     * @param first decision about the same row of a plan, with what stood there before; the same one where there is no other
     * @param last decision about it, which is no refusal
     */
    record Wanted(EditingDecision first, EditingDecision last) {
        /** Whether it is a suggestion by a habit that a person left as it was. */
        boolean isKept() {
            return last.context != null && last.context.path("kept").asBoolean();
        }
    }

    /** The newest of them, of an action. */
    List<Wanted> newest(UUID showId, String action) {
        return newest(showId, action, false);
    }

    /** The newest of them that are about a take, which is read with them. */
    List<Wanted> newestOfTakes(UUID showId, String action) {
        return newest(showId, action, true);
    }

    private List<Wanted> newest(UUID showId, String action, boolean takes) {
        List<Object[]> found =
                database.unwrap(Session.class)
                        .createNativeQuery(NEWEST, Object[].class)
                        .setParameter("show", showId)
                        .setParameter("action", action)
                        .setParameter("takes", takes)
                        .setParameter("most", MOST)
                        .getResultList();
        Set<UUID> ids = new HashSet<>();
        found.forEach(row -> ids.addAll(List.of((UUID) row[0], (UUID) row[1])));
        Map<UUID, EditingDecision> read = read(ids, takes);
        List<Wanted> wanted = new ArrayList<>();
        for (Object[] row : found) {
            EditingDecision last = read.get((UUID) row[0]);
            EditingDecision first = read.get((UUID) row[1]);
            if (first != null && last != null) {
                wanted.add(new Wanted(first, last));
            }
        }
        return wanted;
    }

    private Map<UUID, EditingDecision> read(Set<UUID> ids, boolean takes) {
        Map<UUID, EditingDecision> read = new HashMap<>();
        if (!ids.isEmpty()) {
            database.createQuery(
                            "select decision from EditingDecision decision"
                                    + (takes ? " left join fetch decision.scene" : "")
                                    + " where decision.id in :ids",
                            EditingDecision.class)
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(decision -> read.put(decision.id, decision));
        }
        return read;
    }
}
