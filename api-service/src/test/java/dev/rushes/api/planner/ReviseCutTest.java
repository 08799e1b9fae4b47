package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.api.planner.Material.Taste;
import dev.rushes.api.planner.ReviseCut.Revision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReviseCutTest {
    private static final PlannerSettings SETTINGS = PlannerEvaluationTest.SETTINGS;

    /** One phrase from 1.5 to 6 s: there is no pause to cut out. */
    private static Take take(String scene, int number, int take) {
        String key = "%s-%d-%d".formatted(scene, number, take);
        return new Take(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                key,
                scene,
                number,
                "main",
                take,
                key,
                1920,
                1080,
                Analyses.of(8, 0.7, 0.4, Analyses.steady(8, 0.1), 1.5, 6),
                null,
                null);
    }

    private static Material material(Habits habits, Take... takes) {
        return new Material(
                "T", null, List.of(takes), List.of(), List.of(), List.of(), null, habits);
    }

    private static Proposal planned(Material material) {
        return new RulesPlanner(SETTINGS).plan(material, new Brief(null, Pacing.FAST, null));
    }

    private static Revision revised(Material material, Proposal plan, Feedback how, String text) {
        return revised(material, plan.structure(), plan.choices(), how, text);
    }

    private static Revision revised(
            Material material,
            JsonNode structure,
            List<Choice> choices,
            Feedback how,
            String text) {
        return ReviseCut.revised(
                SETTINGS, material, structure, choices, Set.of(how), text, Set.of());
    }

    private static Choice at(Revision revision, String pointer) {
        return revision.choices().stream()
                .filter(choice -> choice.pointer().equals(pointer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void clipsAreNoFasterThanPlansMayBeAndCountedAtTheirSpeed() {
        Material material = material(Habits.NONE, take("A", 1, 1));
        Proposal plan = planned(material);
        ObjectNode clip = (ObjectNode) plan.structure().at("/scenes/0/clips/0");
        double length = clip.at("/trim/end").doubleValue() - clip.at("/trim/start").doubleValue();
        Revision once = revised(material, plan, Feedback.PACING_TOO_SLOW, "");
        assertThat(once.structure().at("/scenes/0/clips/0/speed").doubleValue()).isEqualTo(1.06);
        assertThat(once.said())
                .containsExactly("there was no silence left to cut, so the clips play 6 % faster");
        assertThat(at(once, "").evidence().get("seconds").doubleValue())
                .isCloseTo(length / 1.06, within(0.001));

        clip.put("speed", 3.9);
        Revision last = revised(material, plan, Feedback.PACING_TOO_SLOW, "");
        assertThat(last.structure().at("/scenes/0/clips/0/speed").doubleValue()).isEqualTo(4);
        clip.put("speed", 4);
        assertThat(revised(material, plan, Feedback.PACING_TOO_SLOW, "").said()).isEmpty();
    }

    @Test
    void whatIsAsItShouldBeIsNotToldAsAChange() {
        Material material = material(Habits.NONE, take("A", 1, 1));
        Proposal plan = planned(material);
        ObjectNode title = JsonNodeFactory.instance.objectNode();
        title.put("text", "Hello").put("size", 0.18).putObject("box");
        ObjectNode scene = (ObjectNode) plan.structure().at("/scenes/0");
        scene.putObject("layers").putArray("text").add(title);
        assertThat(revised(material, plan, Feedback.TEXT_ISSUES, "I cannot read it.").said())
                .isEmpty();
        assertThat(revised(material, plan, Feedback.TEXT_ISSUES, "It is too big.").said())
                .containsExactly("1 text is smaller");

        // The loudness is set, there is no music, and the take is at -22 LUFS.
        assertThat(revised(material, plan, Feedback.AUDIO_ISSUES, "").said()).isEmpty();
        plan.structure().putObject("music").put("enabled", true).put("volume", 0);
        assertThat(revised(material, plan, Feedback.AUDIO_ISSUES, "").said()).hasSize(1);
        ((ObjectNode) plan.structure().get("music")).put("duck", true);
        assertThat(revised(material, plan, Feedback.AUDIO_ISSUES, "").said()).isEmpty();
    }

    @Test
    void aTransitionThatNobodyCouldSeeIsNotMade() {
        Material material = material(Habits.NONE, take("A", 1, 1), take("B", 2, 1));
        Proposal plan = planned(material);
        // A tenth of a second within the words: half of it would be a frame.
        ObjectNode trim = (ObjectNode) plan.structure().at("/scenes/1/clips/0/trim");
        trim.put("start", 3).put("end", 3.1);
        Revision revision = revised(material, plan, Feedback.TRANSITIONS_JARRING, "");
        assertThat(revision.said()).isEmpty();
        assertThat(revision.structure().at("/scenes/1/transitions/0").asText()).isEqualTo("cut");
        assertThat(revision.structure().at("/scenes/1/clips/0/trim/start").doubleValue())
                .isEqualTo(3);
    }

    @Test
    void scenesOfOneNameKeepTheirOwnTakes() {
        Material material =
                material(
                        Habits.NONE,
                        take("Scene", 1, 1),
                        take("Scene", 1, 2),
                        take("Scene", 2, 3),
                        take("Scene", 2, 4));
        Proposal plan = planned(material);
        Revision revision = revised(material, plan, Feedback.WRONG_CLIPS, "Scene 1 is wrong.");
        assertThat(revision.structure().at("/scenes/0/clips/0/s3Key").asText())
                .isEqualTo("Scene-1-1");
        assertThat(revision.structure().at("/scenes/1/clips/0/s3Key"))
                .isEqualTo(plan.structure().at("/scenes/1/clips/0/s3Key"));
        assertThat(at(revision, "/scenes/1/clips/0").alternates())
                .extracting(alternate -> alternate.change().get("s3Key").asText())
                .containsExactly("Scene-2-3");
    }

    @Test
    void habitsAreEvidenceOnlyWhereTheyMovedSomething() {
        Habits habits = new Habits(0.4, 0, 9, Map.of(), Map.of(), null, Taste.NONE);
        Material material = material(habits, take("A", 1, 1), take("A", 1, 2));
        Proposal plan = planned(material);
        String pointer = "/scenes/0/clips/0/trim";
        JsonNode followed = PlannerEvaluationTest.at(plan, pointer).evidence();
        assertThat(followed.get("habitInSeconds").doubleValue()).isEqualTo(0.4);
        assertThat(followed.has("habitOutSeconds")).isFalse();

        // The other take begins as late in its words: what a person moves there is moved from it.
        Revision other = revised(material, plan, Feedback.WRONG_CLIPS, "");
        assertThat(other.structure().at(pointer + "/start").doubleValue()).isEqualTo(1.88);
        assertThat(at(other, pointer).evidence().get("habitInSeconds").doubleValue())
                .isEqualTo(0.4);
        assertThat(at(other, pointer).evidence().has("habitOutSeconds")).isFalse();

        // Only the end is given air: the beginning still stands where the habit put it.
        ObjectNode end = (ObjectNode) plan.structure().at("/scenes/0/clips/0/trim");
        end.put("end", end.get("end").doubleValue() - 0.3);
        Revision same = revised(material, plan, Feedback.AUDIO_ISSUES, "");
        assertThat(at(same, pointer).evidence().get("habitInSeconds").doubleValue()).isEqualTo(0.4);
        assertThat(at(same, pointer).evidence().has("habitOutSeconds")).isFalse();
    }

    /** A transition that began in the words would take back what the habit gave. */
    @Test
    void whereAHabitBeginsWithinTheWordsThereIsNoRoomForATransition() {
        Habits habits = new Habits(0.4, -0.4, 9, Map.of(), Map.of(), null, Taste.NONE);
        Material material = material(habits, take("A", 1, 1), take("B", 2, 1));
        Proposal plan =
                new RulesPlanner(SETTINGS).plan(material, new Brief(null, Pacing.SLOW, null));
        assertThat(plan.structure().at("/scenes/1/transitions/0").asText()).isEqualTo("cut");
        assertThat(PlannerEvaluationTest.at(plan, "/scenes/1/transitions/0").why())
                .isEqualTo("There is no silence beside the words for a dissolve.");
        assertThat(plan.structure().at("/scenes/1/clips/0/trim/start").doubleValue())
                .isEqualTo(1.88);
        assertThat(plan.structure().at("/scenes/0/clips/0/trim/end").doubleValue()).isEqualTo(5.62);
    }

    @Test
    void aHabitIsEvidenceOnlyOfWhatATransitionLeavesOfIt() {
        Habits habits = new Habits(-0.3, 0, 9, Map.of(), Map.of(), null, Taste.NONE);
        Material material = material(habits, take("A", 1, 1), take("B", 2, 1));
        Proposal plan = planned(material);
        String pointer = "/scenes/1/clips/0/trim";
        assertThat(plan.structure().at(pointer + "/start").doubleValue()).isEqualTo(1.18);
        ((ObjectNode) plan.structure().at("/scenes/1"))
                .putArray("transitions")
                .addObject()
                .put("type", "dissolve")
                .put("duration", 0.2);
        Revision quicker = revised(material, plan, Feedback.PACING_TOO_SLOW, "");
        assertThat(quicker.structure().at(pointer + "/start").doubleValue()).isEqualTo(1.38);
        assertThat(at(quicker, pointer).evidence().get("habitInSeconds").doubleValue())
                .isEqualTo(-0.1);
    }

    @Test
    void aTakeThatIsTooShortForAHabitSaysByHowMuchItWasMoved() {
        Habits habits = new Habits(-2.5, 0, 9, Map.of(), Map.of(), null, Taste.NONE);
        Proposal plan = planned(material(habits, take("A", 1, 1)));
        assertThat(
                        PlannerEvaluationTest.at(plan, "/scenes/0/clips/0/trim")
                                .evidence()
                                .get("habitInSeconds")
                                .doubleValue())
                .isEqualTo(-1.48);
        assertThat(plan.choices())
                .filteredOn(choice -> choice.kind() == Choice.Kind.NOTE)
                .extracting(Choice::what, Choice::why)
                .containsExactly(
                        tuple(
                                "1 of 1 scenes are not trimmed by the whole habit of the show",
                                "Their takes are too short for it."));
    }

    @Test
    void anotherLengthFollowsTheHabitsToo() {
        Habits habits = new Habits(0.4, 0, 9, Map.of(), Map.of(), null, Taste.NONE);
        Material material = material(habits, take("A", 1, 1));
        Proposal plan = planned(material);
        // Trimmed by a person: nothing that the habit moved is in it any more.
        String pointer = "/scenes/0/clips/0/trim";
        ((ObjectNode) plan.structure().at(pointer)).put("start", 3).put("end", 5);
        Revision longer = revised(material, plan, Feedback.TOO_SHORT, "10 % longer");
        assertThat(longer.said()).hasSize(1);
        assertThat(longer.structure().at(pointer + "/start").doubleValue()).isEqualTo(1.88);
        assertThat(at(longer, pointer).evidence().get("habitInSeconds").doubleValue())
                .isEqualTo(0.4);
        Revision without =
                revised(
                        material(Habits.NONE, take("A", 1, 1)),
                        plan,
                        Feedback.TOO_SHORT,
                        "10 % longer");
        assertThat(without.structure().at(pointer + "/start").doubleValue()).isEqualTo(1.48);
        assertThat(at(without, pointer).evidence().has("habitInSeconds")).isFalse();
    }

    @Test
    void notesAboutTheStyleAreThoseOfThePlanAsItIsNow() {
        Habits habits = new Habits(-0.3, 0, 9, Map.of(), Map.of(), 2.2, Taste.NONE);
        Material material = material(habits, take("A", 1, 1));
        Proposal plan = planned(material);
        assertThat(notes(plan.choices()))
                .containsExactly("clips of 5.39 s on average leave the show's style");
        List<Choice> choices = new ArrayList<>(plan.choices());
        choices.add(Choice.note("MAIN-2 is missing", "", JsonNodeFactory.instance.objectNode(), 1));
        // Shorter and later by a person.
        ((ObjectNode) plan.structure().at("/scenes/0/clips/0/trim")).put("start", 2).put("end", 4);
        Revision revision = revised(material, plan.structure(), choices, Feedback.AUDIO_ISSUES, "");
        assertThat(notes(revision.choices()))
                .containsExactly(
                        "MAIN-2 is missing",
                        "1 of 1 scenes are not trimmed by the whole habit of the show");
        assertThat(revision.choices().getLast().why())
                .isEqualTo(
                        "Their takes or words are too short for it,"
                                + " or they were trimmed otherwise.");
    }

    private static List<String> notes(List<Choice> choices) {
        return choices.stream()
                .filter(choice -> choice.kind() == Choice.Kind.NOTE)
                .map(Choice::what)
                .toList();
    }

    @Test
    void nobodyAskedForWhatStoodInThePlanBefore() {
        Material material = material(Habits.NONE, take("A", 1, 1), take("B", 2, 1));
        JsonNode structure = planned(material).structure();
        Revision revision =
                revised(material, structure, List.of(), Feedback.TRANSITIONS_JARRING, "Softer.");
        assertThat(at(revision, "/scenes/1/transitions/0").why())
                .isEqualTo("The reviewer asked for it.");
        assertThat(at(revision, "/scenes/0/transitions/0").why())
                .isEqualTo("It stood in the plan before, and nobody found fault with it.");
        assertThat(at(revision, "/scenes/0/transitions/0").evidence().isEmpty()).isTrue();
    }
}
