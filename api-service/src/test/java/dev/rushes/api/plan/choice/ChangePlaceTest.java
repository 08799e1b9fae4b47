package dev.rushes.api.plan.choice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Choice.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChangePlaceTest {
    private static Choice choice(Kind kind, double start, double end, ObjectNode evidence) {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        chosen.putObject("trim").put("start", start).put("end", end);
        return new Choice(
                kind, "/x", UUID.randomUUID(), "what", "why", evidence, 0.8, chosen, List.of());
    }

    @Test
    void whatAHabitMovedStaysEvidenceWhereTheOtherTakeHasItsOffset() {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.put("in", 1.88).put("habitInSeconds", 0.4).put("habitDecisions", 9);
        Choice trim = choice(Kind.TRIM, 1.88, 6.02, evidence);
        ObjectNode none = JsonNodeFactory.instance.objectNode();

        Choice moved = ChangePlace.moved(trim, choice(Kind.TAKE, 2.38, 6.52, none));
        assertThat(moved.evidence().get("in").doubleValue()).isEqualTo(2.38);
        assertThat(moved.evidence().get("habitInSeconds").doubleValue()).isEqualTo(0.4);
        assertThat(moved.evidence().get("habitDecisions").intValue()).isEqualTo(9);
        assertThat(moved.evidence().has("habitOutSeconds")).isFalse();

        Choice shorter = ChangePlace.moved(trim, choice(Kind.TAKE, 2.38, 4, none));
        assertThat(shorter.evidence().has("habitInSeconds")).isFalse();
    }
}
