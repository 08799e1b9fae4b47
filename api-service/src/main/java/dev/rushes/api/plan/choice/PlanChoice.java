package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.common.plan.EditPlan;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a planner, and what people made of it.
 *
 * <p>It has no version of its own: whoever decides a row has locked its plan first, reads the row behind that lock, and
 * finds it still what the plan shows.
 */
@Entity
@Table(name = "plan_choices")
class PlanChoice extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "plan_id", updatable = false)
    public EditPlan plan;

    /** Row of the take that it is about; null for others, and where the take was deleted. */
    @Column(name = "scene_id")
    private @Nullable UUID takeId;

    private String kind;

    @Column(updatable = false)
    public String pointer;

    private String what;

    private String why;

    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode evidence;

    private BigDecimal confidence;

    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode chosen;

    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode alternates;

    private String status = "proposed";

    @Column(name = "decided_by")
    private @Nullable String decidedBy;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    /** A microsecond apart, so that rows keep the order of the plan. */
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    protected PlanChoice() {}

    static PlanChoice of(EditPlan plan, Choice choice, Instant at) {
        PlanChoice row = new PlanChoice();
        row.plan = plan;
        row.pointer = choice.pointer();
        row.createdAt = at;
        row.show(choice);
        return row;
    }

    /** Takes on what stands in the plan now. */
    private void show(Choice choice) {
        takeId = choice.takeId();
        kind = choice.kind().text();
        what = choice.what();
        why = choice.why();
        evidence = choice.evidence();
        confidence = score(choice.confidence());
        chosen = choice.chosen();
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        for (Alternate alternate : choice.alternates()) {
            ObjectNode other = others.addObject();
            other.put("id", alternate.id());
            other.put("what", alternate.what());
            other.put("score", score(alternate.score()));
            other.set("change", alternate.change());
        }
        alternates = others;
    }

    Choice choice() {
        return new Choice(
                Choice.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                pointer,
                takeId,
                what,
                why,
                object(evidence),
                confidence.doubleValue(),
                object(chosen),
                others());
    }

    private List<Alternate> others() {
        List<Alternate> others = new ArrayList<>();
        for (JsonNode other : alternates) {
            others.add(
                    new Alternate(
                            other.path("id").asText(),
                            other.path("what").asText(),
                            other.path("score").asDouble(),
                            object(other.path("change"))));
        }
        return others;
    }

    /** A person turned the choice down; what stands in the plan now, where there was something else, is {@code now}. */
    void rejected(Choice now, String by, Instant at) {
        decided("rejected", now, by, at);
    }

    /** A person chose something else. */
    void replaced(Choice now, String by, Instant at) {
        decided("replaced", now, by, at);
    }

    /** Another row was decided, and this one is about the same clip. */
    void follows(Choice now) {
        show(now);
    }

    private void decided(String how, Choice now, String by, Instant at) {
        show(now);
        status = how;
        decidedBy = by;
        decidedAt = at;
    }

    String status() {
        return status;
    }

    @Nullable String decidedBy() {
        return decidedBy;
    }

    @Nullable Instant decidedAt() {
        return decidedAt;
    }

    private static BigDecimal score(double value) {
        return BigDecimal.valueOf(Math.clamp(value, 0, 1)).setScale(2, RoundingMode.HALF_UP);
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
