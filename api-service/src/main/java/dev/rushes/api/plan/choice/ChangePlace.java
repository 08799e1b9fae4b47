package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.plan.WritePlans;
import dev.rushes.api.planner.Choice;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.api.planner.Choice.Kind;
import dev.rushes.common.http.CanonicalJson;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Lets another choice stand in the place of one in a draft that is locked. */
@ApplicationScoped
class ChangePlace {
    /** What a trim's evidence says of the show's habits. */
    private static final List<String> HABIT =
            List.of("habitInSeconds", "habitOutSeconds", "habitDecisions");

    private final WritePlans writing;

    ChangePlace(WritePlans writing) {
        this.writing = writing;
    }

    /**
     * Changes the one place in the document, and the other row of the same clip with it.
     *
     * @throws ProblemException 409 where something else stands there by now
     */
    void change(EditPlan plan, Choice before, Choice after) {
        ObjectNode structure = plan.editStructure().deepCopy();
        JsonPointer at = JsonPointer.compile(before.pointer());
        JsonNode parent = structure.at(at.head() == null ? at : at.head());
        JsonNode here = structure.at(at);
        requireStillThere(before, parent, here);
        switch (before.kind()) {
            case TAKE -> {
                ObjectNode clip = (ObjectNode) here;
                clip.set("s3Key", after.chosen().get("s3Key"));
                clip.set("trim", after.chosen().get("trim"));
                clip.put("reason", after.why());
                clip.put("confidence", StoreProposal.score(after.confidence()));
                clip.set("alternates", shown(after.alternates()));
                sibling(plan, before.pointer() + "/trim")
                        .ifPresent(trim -> trim.follows(moved(trim.choice(), after)));
            }
            case TRIM -> {
                ((ObjectNode) parent).set("trim", after.chosen().get("trim"));
                String clip = before.pointer().substring(0, before.pointer().lastIndexOf('/'));
                sibling(plan, clip)
                        .ifPresent(take -> take.follows(retrimmed(take.choice(), after)));
            }
            case TRANSITION ->
                    ((ArrayNode) parent)
                            .set(at.last().getMatchingIndex(), after.chosen().get("transition"));
            case LAYERS -> {
                JsonNode layers = after.chosen().get("layers");
                ObjectNode scene = (ObjectNode) parent;
                if (layers == null || layers.isNull()) {
                    scene.remove("layers");
                } else {
                    scene.set("layers", layers);
                }
            }
            case MUSIC -> structure.set("music", after.chosen().get("music"));
            case ORDER, LENGTH, NOTE -> {}
        }
        if (before.kind() == Kind.TRANSITION) {
            // One that overlaps more or less makes the programme longer or shorter.
            structure.remove("totalDuration");
        }
        writing.rewrite(plan, structure);
    }

    /** A draft may have been rewritten since: then the row is about something that is gone. */
    private static void requireStillThere(Choice before, JsonNode parent, JsonNode here) {
        if (!isStillThere(before, parent, here)) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "The plan has been changed here since the planner chose; "
                            + before.what()
                            + " is not in it any more.");
        }
    }

    /** Whether what a choice chose stands in the plan. */
    static boolean isStillThere(EditPlan plan, Choice choice) {
        JsonPointer at = JsonPointer.compile(choice.pointer());
        JsonNode structure = plan.editStructure();
        return isStillThere(
                choice, structure.at(at.head() == null ? at : at.head()), structure.at(at));
    }

    private static boolean isStillThere(Choice choice, JsonNode parent, JsonNode here) {
        JsonNode chosen = choice.chosen();
        return switch (choice.kind()) {
            case TAKE ->
                    here.isObject() && same(here, chosen, "s3Key") && same(here, chosen, "trim");
            case TRIM -> equal(here, chosen.path("trim"));
            case TRANSITION -> equal(here, chosen.path("transition"));
            case LAYERS -> parent.isObject() && equal(here, chosen.path("layers"));
            case MUSIC -> equal(here, chosen.path("music"));
            case ORDER, LENGTH, NOTE -> true;
        };
    }

    private static boolean same(JsonNode here, JsonNode chosen, String field) {
        return equal(here.path(field), chosen.path(field));
    }

    /** Nothing is what is missing and what is null alike. */
    private static boolean equal(JsonNode one, JsonNode other) {
        boolean none = one.isMissingNode() || one.isNull();
        boolean otherNone = other.isMissingNode() || other.isNull();
        if (none || otherNone) {
            return none == otherNone;
        }
        return CanonicalJson.of(one).equals(CanonicalJson.of(other));
    }

    private static Optional<PlanChoice> sibling(EditPlan plan, String pointer) {
        return PlanChoice.<PlanChoice>find("plan = ?1 and pointer = ?2", plan, pointer)
                .firstResultOptional();
    }

    /** The row of a trim once its clip shows another take. */
    static Choice moved(Choice trim, Choice take) {
        JsonNode span = take.chosen().path("trim");
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        chosen.set("trim", span);
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        evidence.set("in", span.get("start"));
        evidence.set("out", span.get("end"));
        // The alternate has the offset and the length of the clip: what a habit moved is in them.
        for (String name : HABIT) {
            if (trim.evidence().has(name) && isAsLong(span, trim.chosen().path("trim"))) {
                evidence.set(name, trim.evidence().get(name));
            }
        }
        return new Choice(
                Kind.TRIM,
                trim.pointer(),
                take.takeId(),
                span.path("start").asText() + " s to " + span.path("end").asText() + " s",
                "The same place and length in " + take.what() + ".",
                evidence,
                Math.min(trim.confidence(), 0.7),
                chosen,
                List.of());
    }

    private static boolean isAsLong(JsonNode trim, JsonNode other) {
        return Math.abs(length(trim) - length(other)) < 0.001;
    }

    private static double length(JsonNode trim) {
        return trim.path("end").asDouble() - trim.path("start").asDouble();
    }

    private static Choice retrimmed(Choice take, Choice trim) {
        ObjectNode chosen = take.chosen().deepCopy();
        chosen.set("trim", trim.chosen().get("trim"));
        return new Choice(
                take.kind(),
                take.pointer(),
                take.takeId(),
                take.what(),
                take.why(),
                take.evidence(),
                take.confidence(),
                chosen,
                take.alternates());
    }

    private static ArrayNode shown(List<Alternate> alternates) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        for (Alternate alternate : alternates) {
            ObjectNode other = shown.addObject();
            other.set("s3Key", alternate.change().get("s3Key"));
            other.set("trim", alternate.change().get("trim"));
            other.put("score", StoreProposal.score(alternate.score()));
        }
        return shown;
    }
}
