package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.api.planner.ReviseCut.Revision;
import dev.rushes.common.footage.FootageAnalysis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of the clips of scenes that people and planners have cut. */
class RevisedClipsTest {
    private static final double[] THREE_PHRASES = {1, 2, 3, 4, 5, 6};

    private static Take take(String scene, int number, int take, double... phrases) {
        String key = "%s-%d".formatted(scene, take);
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
                Analyses.of(10, 0.7, 0.4, Analyses.steady(10, 0.1), phrases),
                null,
                null);
    }

    private static JsonNode plan(String... scenes) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(
                            "{'version': 1, 'output': {'loudness': true}, 'scenes': [%s]}"
                                    .formatted(String.join(", ", scenes))
                                    .replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String scene(String name, String... clips) {
        return "{'name': '%s', 'clips': [%s]}".formatted(name, String.join(", ", clips));
    }

    private static String clip(String key, double start, double end, String more) {
        return "{'s3Key': '%s', 'trim': {'start': %s, 'end': %s}%s}"
                .formatted(key, start, end, more.isEmpty() ? "" : ", " + more);
    }

    private static String clip(String key, double start, double end) {
        return clip(key, start, end, "");
    }

    private static Revision revised(JsonNode plan, Feedback how, String text, Take... takes) {
        return ReviseCut.revised(
                PlannerEvaluationTest.SETTINGS,
                new Material(
                        "T",
                        null,
                        List.of(takes),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        Habits.NONE),
                plan,
                List.of(),
                Set.of(how),
                text,
                Set.of());
    }

    /** Start and end of each clip of a scene. */
    private static List<Double> trims(Revision revision, int scene) {
        List<Double> trims = new ArrayList<>();
        for (JsonNode clip : revision.structure().at("/scenes/" + scene + "/clips")) {
            trims.add(clip.at("/trim/start").doubleValue());
            trims.add(clip.at("/trim/end").doubleValue());
        }
        return trims;
    }

    @Test
    void onlyPausesComeBackNotWordsAndNotWhatPlaysOtherwise() {
        Take take = take("A", 1, 1, THREE_PHRASES);
        Revision pause =
                revised(
                        plan(scene("A", clip("A-1", 0.98, 2.02), clip("A-1", 2.98, 4.02))),
                        Feedback.PACING_TOO_FAST,
                        "",
                        take);
        assertThat(pause.said()).contains("1 pause came back");
        assertThat(pause.structure().at("/scenes/0/clips")).hasSize(1);

        // The second phrase was taken out by a person.
        Revision words =
                revised(
                        plan(scene("A", clip("A-1", 0.98, 2.9), clip("A-1", 4.5, 6.02))),
                        Feedback.PACING_TOO_FAST,
                        "",
                        take);
        assertThat(words.structure().at("/scenes/0/clips")).hasSize(2);
        assertThat(words.said()).noneMatch(said -> said.contains("came back"));

        Revision speeds =
                revised(
                        plan(
                                scene(
                                        "A",
                                        clip("A-1", 0.98, 2.02),
                                        clip("A-1", 2.98, 4.02, "'speed': 2"))),
                        Feedback.TRANSITIONS_JARRING,
                        "",
                        take);
        assertThat(speeds.said()).isEmpty();
        assertThat(speeds.structure().at("/scenes/0/clips/1/speed").doubleValue()).isEqualTo(2);

        // Split, for a louder second half: nothing jumps there.
        Revision split =
                revised(
                        plan(scene("A", clip("A-1", 0.98, 2.5), clip("A-1", 2.5, 4.02))),
                        Feedback.TRANSITIONS_JARRING,
                        "",
                        take);
        assertThat(split.said()).isEmpty();
        assertThat(split.structure().at("/scenes/0/clips")).hasSize(2);
    }

    @Test
    void whereAPauseIsCutOutBothHalvesPlayAsTheirClipDid() {
        Revision revision =
                revised(
                        plan(
                                scene(
                                        "A",
                                        clip("A-1", 0.98, 4.02, "'volume': 0.5"),
                                        clip(
                                                "A-1",
                                                4.98,
                                                6.02,
                                                "'volume': 2, 'transition': {'type': 'dissolve',"
                                                        + " 'duration': 0.2}"))),
                        Feedback.PACING_TOO_SLOW,
                        "",
                        take("A", 1, 1, THREE_PHRASES));
        assertThat(trims(revision, 0)).containsExactly(0.98, 2.02, 2.98, 4.02, 4.98, 6.02);
        JsonNode clips = revision.structure().at("/scenes/0/clips");
        assertThat(clips.findValues("volume"))
                .extracting(JsonNode::doubleValue)
                .containsExactly(0.5, 0.5, 2.0);
        assertThat(clips.get(1).has("transition")).isFalse();
        assertThat(clips.at("/2/transition/type").asText()).isEqualTo("dissolve");
    }

    @Test
    void anotherTakeIsCutAtItsOwnPausesAndJudgedAnew() {
        Revision revision =
                revised(
                        plan(
                                scene(
                                        "A",
                                        clip("A-1", 0.98, 2.02, "'volume': 0.5"),
                                        clip("A-1", 2.98, 4.02, "'confidence': 0.11"),
                                        clip("A-1", 4.98, 6.02))),
                        Feedback.WRONG_CLIPS,
                        "",
                        take("A", 1, 1, THREE_PHRASES),
                        take("A", 1, 2, 1, 2.6, 4, 5.3, 7, 8));
        assertThat(trims(revision, 0)).containsExactly(0.98, 2.62, 3.98, 5.32, 6.98, 8.02);
        for (int i = 0; i < 3; i++) {
            ObjectNode clip = (ObjectNode) revision.structure().at("/scenes/0/clips/" + i);
            String pointer = "/scenes/0/clips/" + i;
            Choice take = at(revision, pointer);
            assertThat(clip.get("s3Key").asText()).isEqualTo("A-2");
            assertThat(clip.get("reason").asText()).isEqualTo("The reviewer did not want take 1.");
            assertThat(take.why()).isEqualTo("The reviewer did not want take 1.");
            assertThat(clip.get("confidence").decimalValue())
                    .isEqualByComparingTo(
                            Json.score(
                                    Math.min(
                                            take.confidence(),
                                            at(revision, pointer + "/trim").confidence())));
            assertThat(clip.get("alternates")).isEmpty();
        }
        assertThat(revision.structure().at("/scenes/0/clips/0/volume").doubleValue())
                .isEqualTo(0.5);
    }

    private static List<String> keys(Revision revision) {
        List<String> keys = new ArrayList<>();
        for (JsonNode scene : revision.structure().get("scenes")) {
            scene.get("clips").forEach(clip -> keys.add(clip.get("s3Key").asText()));
        }
        return keys;
    }

    @Test
    void aTakeIsReplacedWhereItIsShownAndNeverPutInForBeingNamed() {
        JsonNode plan =
                plan(
                        scene("Küche", clip("Küche-2", 0.98, 6.02)),
                        scene("Garten", clip("Garten-1", 0.98, 6.02)));
        Take[] takes = {
            take("Küche", 1, 1, THREE_PHRASES),
            take("Küche", 1, 2, THREE_PHRASES),
            take("Küche", 1, 3, THREE_PHRASES),
            take("Garten", 2, 1, THREE_PHRASES),
            take("Garten", 2, 2, THREE_PHRASES)
        };
        assertThat(keys(revised(plan, Feedback.WRONG_CLIPS, "He coughs in take 2", takes)))
                .containsExactly("Küche-3", "Garten-1");
        assertThat(keys(revised(plan, Feedback.WRONG_CLIPS, "Take 2 lost me, use take 1", takes)))
                .containsExactly("Küche-1", "Garten-1");
        // What is wrong with the scene is not mended by a take that is worse.
        assertThat(
                        keys(
                                revised(
                                        plan,
                                        Feedback.WRONG_CLIPS,
                                        "The KÜCHE is wrong, and so was take 3.",
                                        takes)))
                .containsExactly("Küche-1", "Garten-1");
    }

    @Test
    void aSceneWithoutANameIsNotNamedByEveryWord() {
        JsonNode plan =
                plan(
                        scene("", clip("A-1", 0.98, 6.02)),
                        scene("Ö", clip("Ö-1", 0.98, 6.02)),
                        scene("Üb", clip("Üb-1", 0.98, 6.02)));
        Revision revision =
                revised(
                        plan,
                        Feedback.WRONG_CLIPS,
                        "Üb is wrong: söt.",
                        take("A", 1, 1, THREE_PHRASES),
                        take("A", 1, 2, THREE_PHRASES),
                        take("Ö", 2, 1, THREE_PHRASES),
                        take("Ö", 2, 2, THREE_PHRASES),
                        take("Üb", 3, 1, THREE_PHRASES),
                        take("Üb", 3, 2, THREE_PHRASES));
        assertThat(keys(revision)).containsExactly("A-1", "Ö-1", "Üb-2");
    }

    @Test
    void transitionsAreSeenWhereverTheyAreWritten() {
        String dissolve = "{'type': 'dissolve', 'duration': 0.5}";
        String ends = scene("A", clip("A-1", 0.98, 4.02), clip("A-1", 4.98, 6.52));
        ends = ends.substring(0, ends.length() - 1) + ", 'transitions': ['cut', " + dissolve + "]}";
        JsonNode plan =
                plan(
                        ends,
                        scene("B", clip("B-1", 0.48, 6.52)),
                        scene(
                                "C",
                                clip("C-1", 0.48, 2.02, "'transition': " + dissolve),
                                clip("C-1", 2.98, 6.02, "'transition': " + dissolve)));
        Take[] takes = {
            take("A", 1, 1, THREE_PHRASES),
            take("B", 2, 1, THREE_PHRASES),
            take("C", 3, 1, THREE_PHRASES)
        };
        CutInHand cut = new CutInHand(plan, Map.of(), List.of());
        assertThat(cut.begins(1)).isEqualTo(new Join("dissolve", 0.5, "", 1));
        assertThat(cut.begins(2)).isEqualTo(new Join("dissolve", 0.5, "", 1));
        assertThat(cut.seconds())
                .isCloseTo(3.04 + 1.54 + 6.04 + 1.54 + 3.04 - 3 * 0.5, within(1e-9));

        Revision quicker = revised(plan, Feedback.PACING_TOO_SLOW, "", takes);
        assertThat(quicker.said()).contains("2 transitions became cuts");
        assertThat(quicker.structure().at("/scenes/0/transitions")).hasSize(1);
        assertThat(quicker.structure().at("/scenes/1/transitions/0").asText()).isEqualTo("cut");
        assertThat(quicker.structure().at("/scenes/2/transitions/0").asText()).isEqualTo("cut");
        assertThat(quicker.structure().at("/scenes/2/clips/0").has("transition")).isFalse();
        // The silence that they took is given back.
        assertThat(quicker.structure().at("/scenes/1/clips/0/trim/start").doubleValue())
                .isEqualTo(0.98);
    }

    @Test
    void whatIsMutedOrSetByHandKeepsItsLevel() {
        JsonNode plan =
                plan(
                        scene("A", clip("A-1", 1, 2, "'volume': 0")),
                        scene("B", clip("B-1", 1, 2, "'volume': 0.5")),
                        scene("C", clip("C-1", 1, 2)));
        ((ObjectNode) plan).putObject("music").put("enabled", true).put("duck", true);
        Revision revision =
                revised(
                        plan,
                        Feedback.AUDIO_ISSUES,
                        "",
                        quiet(take("A", 1, 1, THREE_PHRASES)),
                        quiet(take("B", 2, 1, THREE_PHRASES)),
                        quiet(take("C", 3, 1, THREE_PHRASES)));
        assertThat(revision.structure().findValues("volume"))
                .extracting(JsonNode::doubleValue)
                .containsExactlyInAnyOrder(0.0, 0.5, 3.16, 0.5);
        assertThat(revision.structure().at("/scenes/0/clips/0/volume").doubleValue()).isZero();
        assertThat(revision.structure().at("/scenes/2/clips/0/volume").doubleValue())
                .isEqualTo(3.16);
        // It made way already.
        assertThat(revision.said())
                .containsExactly("the music is half as loud", "1 clip is levelled");
    }

    /** At -30 LUFS, 10 dB below what is wanted. */
    private static Take quiet(Take take) {
        FootageAnalysis heard = take.analysis();
        FootageAnalysis.Sound sound = Objects.requireNonNull(heard.sound());
        return new Take(
                take.id(),
                take.s3Key(),
                take.scene(),
                take.sceneNumber(),
                take.type(),
                take.number(),
                take.fileName(),
                take.width(),
                take.height(),
                new FootageAnalysis(
                        FootageAnalysis.VERSION,
                        heard.durationSeconds(),
                        heard.picture(),
                        new FootageAnalysis.Sound(
                                sound.silence(),
                                sound.speech(),
                                -45,
                                -65,
                                -30.0,
                                -3.0,
                                0,
                                List.of(),
                                Analyses.steady(10, -30),
                                0),
                        FootageAnalysis.Pictures.NONE,
                        List.of()),
                null,
                null);
    }

    private static Choice at(Revision revision, String pointer) {
        return revision.choices().stream()
                .filter(choice -> choice.pointer().equals(pointer))
                .findFirst()
                .orElseThrow();
    }
}
