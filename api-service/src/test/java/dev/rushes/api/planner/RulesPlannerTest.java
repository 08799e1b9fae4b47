package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Music;
import dev.rushes.api.planner.Material.Overlaid;
import dev.rushes.api.planner.Material.Preset;
import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.api.planner.Material.Taste;
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
                        new Habits(
                                0,
                                0,
                                0,
                                Map.of("cut", 0.95, "dissolve", 0.05),
                                Map.of(),
                                null,
                                Taste.NONE));
        assertThat(plan.structure().at("/scenes/1/transitions/0").asText()).isEqualTo("cut");
    }

    private static Habits taste(Taste taste) {
        return new Habits(0, 0, 0, Map.of(), Map.of(), null, taste);
    }

    private static List<String> notes(Proposal plan) {
        return plan.choices().stream()
                .filter(choice -> choice.kind() == Choice.Kind.NOTE)
                .map(Choice::what)
                .toList();
    }

    @Test
    void amongGoodTakesTheOneIsChosenThatPeopleUsuallyChoose() {
        List<Take> takes = List.of(take("A", 1, "main", 1), take("A", 1, "main", 2));
        Habits first = taste(new Taste(-1, 12, null, null, Overlaid.NONE));
        assertThat(key(plan(takes, List.of(), MEDIUM, Habits.NONE))).isEqualTo("A-2");
        Proposal followed = plan(takes, List.of(), MEDIUM, first);
        assertThat(key(followed)).isEqualTo("A-1");
        assertThat(
                        PlannerEvaluationTest.at(followed, "/scenes/0/clips/0")
                                .evidence()
                                .at("/parts/habit")
                                .doubleValue())
                .isEqualTo(1);
        assertThat(notes(followed)).isEmpty();
        // A habit is no reason for a take in which nothing can be seen.
        Proposal left =
                plan(
                        List.of(take("A", 1, "main", 1, 0.04, null), take("A", 1, "main", 2)),
                        List.of(),
                        MEDIUM,
                        first);
        assertThat(key(left)).isEqualTo("A-2");
        assertThat(notes(left)).containsExactly("1 of 1 scenes do not show the first take");
    }

    private static String key(Proposal plan) {
        return plan.structure().at("/scenes/0/clips/0/s3Key").asText();
    }

    @Test
    void withoutAWishThePacingIsThatOfTheShowsVideos() {
        List<Take> takes = List.of(take("A", 1, "main", 1), take("B", 2, "main", 1));
        Habits slow = taste(new Taste(0, 0, null, Pacing.SLOW, Overlaid.NONE));
        Brief open = new Brief(null, null, null);
        Proposal followed = plan(takes, List.of(), open, slow);
        assertThat(followed.structure())
                .isEqualTo(
                        plan(takes, List.of(), new Brief(null, Pacing.SLOW, null), Habits.NONE)
                                .structure());
        assertThat(notes(followed)).isEmpty();
        assertThat(plan(takes, List.of(), open, Habits.NONE).structure())
                .isEqualTo(plan(takes, List.of(), MEDIUM, Habits.NONE).structure());
        assertThat(notes(plan(takes, List.of(), new Brief(null, Pacing.FAST, null), slow)))
                .containsExactly("a fast pacing leaves the show's style");
    }

    @Test
    void aShowWithoutMusicGetsNoneAndOneWithMusicIsToldWhereItIsMissing() {
        Material quiet =
                new Material(
                        "T",
                        null,
                        List.of(take("A", 1, "main", 1)),
                        List.of(),
                        List.of(),
                        List.of(new Music("shows/s/assets/u/tune.mp3", "tune.mp3")),
                        null,
                        taste(new Taste(0, 0, 0.1, null, Overlaid.NONE)));
        Proposal plan = PLANNER.plan(quiet, MEDIUM);
        assertThat(plan.structure().at("/music/enabled").asBoolean()).isFalse();
        Choice music = PlannerEvaluationTest.at(plan, "/music");
        assertThat(music.why()).isEqualTo("Of the show's videos 10 % have music.");
        assertThat(music.alternates())
                .extracting(Choice.Alternate::what)
                .containsExactly("tune.mp3");
        assertThat(
                        notes(
                                plan(
                                        List.of(take("A", 1, "main", 1)),
                                        List.of(),
                                        MEDIUM,
                                        taste(new Taste(0, 0, 0.9, null, Overlaid.NONE)))))
                .containsExactly("a programme without music leaves the show's style");
    }

    @Test
    void aTransitionThatAShowNearlyAlwaysUsesIsUsedAndAnotherMixIsSaid() {
        List<Take> takes =
                List.of(
                        take("A", 1, "main", 1),
                        take("B", 2, "main", 1),
                        take("C", 3, "main", 1),
                        take("D", 4, "main", 1));
        Proposal wiped =
                plan(
                        takes,
                        List.of(),
                        MEDIUM,
                        new Habits(
                                0,
                                0,
                                0,
                                Map.of("wipe", 0.9, "cut", 0.1),
                                Map.of(),
                                null,
                                Taste.NONE));
        assertThat(wiped.structure().at("/scenes/1/transitions/0/type").asText())
                .isEqualTo("wipe_left");
        assertThat(notes(wiped)).isEmpty();
        Proposal cut =
                plan(
                        takes,
                        List.of(),
                        MEDIUM,
                        new Habits(
                                0,
                                0,
                                0,
                                Map.of("dissolve", 0.5, "cut", 0.5),
                                Map.of(),
                                null,
                                Taste.NONE));
        assertThat(cut.structure().at("/scenes/1/transitions/0").asText()).isEqualTo("cut");
        assertThat(notes(cut)).containsExactly("100 % cuts between scenes leave the show's style");
    }

    /** A video with nine cuts within each scene may still dissolve from each scene to the next. */
    @Test
    void whatVideosDoDecidesOnlyTheKindOfGradualChanges() {
        Habits wipes =
                new Habits(
                        0, 0, 0, Map.of(), Map.of("wipe", 0.9, "dissolve", 0.1), null, Taste.NONE);
        Proposal plan =
                plan(
                        List.of(
                                take("A", 1, "intro", 1),
                                take("B", 2, "main", 1),
                                take("C", 3, "main", 1),
                                take("D", 4, "main", 1)),
                        List.of(),
                        MEDIUM,
                        wipes);
        assertThat(plan.structure().at("/scenes/1/transitions/0/type").asText())
                .isEqualTo("wipe_left");
        assertThat(PlannerEvaluationTest.at(plan, "/scenes/1/transitions/0").why())
                .isEqualTo("This show likes wipe left: 90 % of its videos' gradual changes.");
        assertThat(plan.structure().at("/scenes/2/transitions/0").asText()).isEqualTo("cut");
        // How often it cuts between scenes is not known, so that no other mix is noted.
        assertThat(notes(plan)).isEmpty();
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
        return new Scripted(
                name, heading, null, ScriptSceneType.MAIN, null, energy, 0, List.of(), 1, 2);
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
