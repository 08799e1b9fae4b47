package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Music;
import dev.rushes.api.planner.Material.Preset;
import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.common.footage.Series;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptSceneType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesPlannerTest {
    private static final Brief MEDIUM = new Brief(null, Pacing.MEDIUM, null);
    private static final RulesPlanner PLANNER = new RulesPlanner(PlannerEvaluationTest.SETTINGS);

    @Test
    void theOrderIsTheScriptsWhereNamesAgree() {
        Proposal plan =
                plan(
                        List.of(take("Kitchen", 1, "main", 1), take("Garden", 2, "main", 1)),
                        List.of(
                                scripted("MAIN-1", "GARDEN", EnergyLevel.MEDIUM),
                                scripted("MAIN-2", "KITCHEN", EnergyLevel.MEDIUM)),
                        MEDIUM,
                        Habits.NONE);
        assertThat(plan.structure().at("/scenes/0/name").asText()).isEqualTo("Garden");
        assertThat(plan.structure().at("/scenes/1/name").asText()).isEqualTo("Kitchen");
        assertThat(PlannerEvaluationTest.at(plan, "/scenes").why())
                .isEqualTo("The order of the script.");
    }

    @Test
    void aSceneOfTheScriptWithoutATakeIsNoted() {
        Proposal plan =
                plan(
                        List.of(take("MAIN-1", 1, "main", 1)),
                        List.of(
                                scripted("MAIN-1", null, EnergyLevel.MEDIUM),
                                scripted("MAIN-2", null, EnergyLevel.MEDIUM)),
                        MEDIUM,
                        Habits.NONE);
        assertThat(plan.choices())
                .filteredOn(choice -> choice.kind() == Choice.Kind.NOTE)
                .extracting(Choice::what)
                .containsExactly("MAIN-2 of the script is not in the plan");
    }

    @Test
    void whatAPersonHasSelectedIsUsedWhateverItScores() {
        Take dark = take("A", 1, "main", 1, 0.04, "Ann");
        Proposal plan =
                plan(List.of(dark, take("A", 1, "main", 2)), List.of(), MEDIUM, Habits.NONE);
        Choice take = PlannerEvaluationTest.at(plan, "/scenes/0/clips/0");
        assertThat(take.takeId()).isEqualTo(dark.id());
        assertThat(take.why()).isEqualTo("Selected by Ann.");
        assertThat(take.alternates()).hasSize(1);
    }

    @Test
    void transitionsFollowEnergyAndPacing() {
        assertThat(join(EnergyLevel.MEDIUM, Pacing.MEDIUM)).isEqualTo("cut");
        assertThat(join(EnergyLevel.LOW, Pacing.MEDIUM)).isEqualTo("dissolve");
        assertThat(join(EnergyLevel.LOW, Pacing.FAST)).isEqualTo("cut");
        assertThat(join(EnergyLevel.HIGH, Pacing.SLOW)).isEqualTo("cut");
        assertThat(join(EnergyLevel.MEDIUM, Pacing.SLOW)).isEqualTo("dissolve");
    }

    @Test
    void aShowThatAlwaysCutsIsCut() {
        Proposal plan =
                plan(
                        List.of(take("A", 1, "intro", 1), take("B", 2, "main", 1)),
                        List.of(),
                        MEDIUM,
                        new Habits(0, 0, 0, Map.of("cut", 0.95, "dissolve", 0.05), null));
        assertThat(plan.structure().at("/scenes/1/transitions/0").asText()).isEqualTo("cut");
    }

    @Test
    void musicMakesWayForSpeechAndPresetsFitTheirPart() {
        JsonNode template = json("{\"text\": [{\"text\": \"{{TITLE}}\"}]}");
        Material material =
                new Material(
                        "Pilot",
                        "Show",
                        List.of(take("A", 1, "intro", 1), take("B", 2, "main", 1)),
                        List.of(),
                        List.of(
                                new Preset(UUID.randomUUID(), "Title", "intro", true, template),
                                new Preset(
                                        UUID.randomUUID(),
                                        "Price",
                                        "main_content",
                                        true,
                                        json("{\"text\": [{\"text\": \"{{PRICE}}\"}]}"))),
                        List.of(new Music("shows/s/assets/u/tune.mp3", "tune.mp3")),
                        null,
                        Habits.NONE);
        Proposal plan = PLANNER.plan(material, MEDIUM);
        assertThat(plan.structure().at("/music/s3Key").asText())
                .isEqualTo("shows/s/assets/u/tune.mp3");
        assertThat(plan.structure().at("/music/duck").asBoolean()).isTrue();
        assertThat(plan.structure().at("/scenes/0/layers/text/0/text").asText()).isEqualTo("Pilot");
        assertThat(plan.structure().at("/scenes/1/layers").isMissingNode()).isTrue();
        assertThat(PlannerEvaluationTest.at(plan, "/scenes/1/layers").why())
                .isEqualTo("No preset fits: nobody says PRICE.");
    }

    @Test
    void whereNobodySpeaksTheShakyEndsAreLeftOut() {
        Double[] shake = new Double[20];
        Arrays.fill(shake, 0.1);
        shake[0] = 2.0;
        shake[1] = 2.0;
        shake[19] = 2.0;
        Take take =
                new Take(
                        UUID.randomUUID(),
                        "k",
                        "A",
                        1,
                        "main",
                        1,
                        "k",
                        1920,
                        1080,
                        Analyses.of(10, 0.7, 0.4, new Series(0.5, Arrays.asList(shake), 0.1)),
                        null,
                        null);
        Proposal plan =
                plan(List.of(take), List.of(), new Brief(8.5, Pacing.SLOW, null), Habits.NONE);
        // From 1 to 9.5 s it is steady.
        assertThat(plan.structure().at("/scenes/0/clips/0/trim/start").doubleValue())
                .isGreaterThanOrEqualTo(0.5);
        assertThat(plan.structure().at("/totalDuration").doubleValue()).isBetween(8.0, 8.9);
    }

    @Test
    void anotherShapeFillsThePicture() {
        Proposal plan =
                plan(
                        List.of(take("A", 1, "main", 1)),
                        List.of(),
                        new Brief(null, Pacing.MEDIUM, Brief.Aspect.TALL),
                        Habits.NONE);
        assertThat(plan.structure().at("/output/width").intValue()).isEqualTo(1080);
        assertThat(plan.structure().at("/output/height").intValue()).isEqualTo(1920);
        assertThat(plan.structure().at("/scenes/0/clips/0/fit").asText()).isEqualTo("cover");
    }

    private static String join(EnergyLevel energy, Pacing pacing) {
        JsonNode join =
                plan(
                                List.of(take("A", 1, "main", 1), take("B", 2, "main", 1)),
                                List.of(
                                        scripted("A", null, EnergyLevel.MEDIUM),
                                        scripted("B", null, energy)),
                                new Brief(null, pacing, null),
                                Habits.NONE)
                        .structure()
                        .at("/scenes/1/transitions/0");
        return join.isTextual() ? join.asText() : join.get("type").asText();
    }

    private static Proposal plan(
            List<Take> takes, List<Scripted> script, Brief brief, Habits habits) {
        return PLANNER.plan(
                new Material("T", null, takes, script, List.of(), List.of(), null, habits), brief);
    }

    private static Scripted scripted(
            String name, @Nullable String heading, @Nullable EnergyLevel energy) {
        return new Scripted(name, heading, ScriptSceneType.MAIN, null, energy, 0, List.of(), 1, 2);
    }

    private static Take take(String scene, int number, String type, int take) {
        return take(scene, number, type, take, 0.4, null);
    }

    private static Take take(
            String scene,
            int number,
            String type,
            int take,
            double brightness,
            @Nullable String chosenBy) {
        String key = scene + "-" + take;
        return new Take(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                key,
                scene,
                number,
                type,
                take,
                key,
                1920,
                1080,
                Analyses.of(8, 0.7, brightness, Analyses.steady(8, 0.1), 1.5, 3, 3.5, 6),
                chosenBy,
                null);
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
