package dev.rushes.common.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Show;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/** Something to render. */
final class TestPlans {
    private TestPlans() {}

    /** A plan of a new episode, the only one in the database; part of the caller's transaction. */
    static EditPlan only(EntityManager database) {
        database.createNativeQuery("DELETE FROM episodes").executeUpdate();
        Show show = new Show();
        show.name = "Show";
        show.slug = "show-" + UUID.randomUUID();
        database.persist(show);
        Episode episode = new Episode();
        episode.show = show;
        episode.title = "Episode";
        database.persist(episode);
        EditPlan draft = EditPlan.draft(episode, new ObjectMapper().createObjectNode(), "hash");
        database.persist(draft);
        return draft;
    }
}
