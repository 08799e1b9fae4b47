package dev.rushes.api.plan.choice;

import dev.rushes.api.planner.Choice;
import dev.rushes.common.plan.EditPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;

/** Reads which takes people turned down in plans, row by row: the row itself says only what stands there now. */
@ApplicationScoped
public class TurnedDown {
    private static final String TAKES =
            """
            SELECT DISTINCT before_state ->> 's3Key' FROM editing_decisions
            WHERE episode_id = :episode AND action_type = :action AND ai_suggested AND created_at >= :since
              AND context ->> 'planId' IN (:plans) AND before_state ->> 's3Key' IS NOT NULL
            """;

    private final EntityManager database;

    TurnedDown(EntityManager database) {
        this.database = database;
    }

    /**
     * Keys of takes that were rejected or replaced in any of them, within the caller's transaction.
     *
     * @param plans of one episode, the oldest last
     */
    public Set<String> in(List<EditPlan> plans) {
        return new HashSet<>(
                database.unwrap(Session.class)
                        .createNativeQuery(TAKES, String.class)
                        .setParameter("episode", plans.getLast().episode.id)
                        .setParameter("action", Choice.Kind.TAKE.action())
                        .setParameter("since", plans.getLast().createdAt)
                        .setParameterList(
                                "plans", plans.stream().map(plan -> plan.id.toString()).toList())
                        .getResultList());
    }
}
