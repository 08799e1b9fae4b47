package dev.rushes.common;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.job.DatabaseResource;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Show;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class JsonColumnsTest {
    @Inject EntityManager database;

    @Test
    void decimalsComeBackAsTheyWereWritten() {
        ObjectNode structure = JsonNodeFactory.instance.objectNode();
        structure.put("totalDuration", new BigDecimal("35.800000000000000001"));
        EditPlan plan = store(structure);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        assertThat(
                                        Objects.requireNonNull(
                                                        database.find(EditPlan.class, plan.id))
                                                .editStructure()
                                                .get("totalDuration")
                                                .decimalValue())
                                .isEqualTo(new BigDecimal("35.800000000000000001")));
    }

    /** The key of an association is at hand without reading the row behind it. */
    @Test
    void theKeyOfAnEpisodeNotReadYetIsKnown() {
        EditPlan plan = store(JsonNodeFactory.instance.objectNode());
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    EditPlan read = Objects.requireNonNull(database.find(EditPlan.class, plan.id));
                    assertThat(read.episode.id).isEqualTo(plan.episode.id);
                    assertThat(Scene.find("episode.id", read.episode.id).count()).isZero();
                });
    }

    private EditPlan store(ObjectNode structure) {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    Show show = new Show();
                    show.name = "Show";
                    show.persist();
                    Episode episode = new Episode();
                    episode.show = show;
                    episode.title = "Episode";
                    episode.persist();
                    EditPlan plan = EditPlan.draft(episode, structure, "hash");
                    plan.persist();
                    return plan;
                });
    }
}
