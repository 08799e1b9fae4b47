package dev.rushes.api.plan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.Rational;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clips are written "a1:0-5": take 1 of scene a, seconds 0 to 5. A plan is scenes of clips, "|" between scenes, and
 * changes are told by their sentences.
 */
class PlanDiffTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Takes a1, a2, ... belong to scene a and last 100 seconds; x is an asset of unknown length. */
    private static final Takes TAKES =
            new Takes() {
                @Override
                public Optional<Rational> length(String s3Key) {
                    return s3Key.startsWith("x") ? Optional.empty() : Optional.of(Rational.of(100));
                }

                @Override
                public Optional<String> shotFor(String s3Key) {
                    return s3Key.startsWith("x")
                            ? Optional.empty()
                            : Optional.of(s3Key.substring(0, 1));
                }

                @Override
                public Optional<String> scene(UUID sceneId) {
                    return Optional.empty();
                }
            };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                // One insertion is one change, wherever it is.
                "a1:0-5 b1:0-5 c1:0-5; x:1-2 a1:0-5 b1:0-5 c1:0-5; Added x 1-2 s as clip 1 of scene 1.",
                "a1:0-5 b1:0-5 c1:0-5; a1:0-5 x:1-2 b1:0-5 c1:0-5; Added x 1-2 s as clip 2 of scene 1.",
                "a1:0-5 b1:0-5 | c1:0-5; a1:0-5 b1:0-5 x:1-2 | c1:0-5; Added x 1-2 s as clip 3 of scene 1.",
                // The same clip once more, among its likes.
                "a1:0-5 b1:0-5 a1:0-5; a1:0-5 a1:0-5 b1:0-5 a1:0-5; Added a1 0-5 s as clip 2 of scene 1.",
                "a1:0-5 b1:0-5 c1:0-5; a1:0-5 c1:0-5; Removed b1 0-5 s, clip 2 of scene 1.",
                "a1:0-5 | b1:0-5 c1:0-5; b1:0-5 c1:0-5; Removed a1 0-5 s, clip 1 of scene 1.",
                // Moves, within a scene and into another.
                "a1:0-5 b1:0-5 c1:0-5; c1:0-5 a1:0-5 b1:0-5; Moved c1 0-5 s from clip 3 of scene 1 to clip 1 of scene 1.",
                "a1:0-5 b1:0-5 | c1:0-5; a1:0-5 | b1:0-5 c1:0-5; Moved b1 0-5 s from clip 2 of scene 1 to clip 1 of scene 2.",
                // Takes of one scene that change places have moved, not been retaken.
                "a1:0-5 a2:0-5; a2:0-5 a1:0-5; Moved a1 0-5 s from clip 1 of scene 1 to clip 2 of scene 1.",
                "a1:0-5 b1:0-5 a1:5-9; a1:5-9 b1:0-5 a1:0-5; Moved a1 5-9 s from clip 3 of scene 1 to clip 1 of scene 1. & Moved a1 0-5 s from clip 1 of scene 1 to clip 3 of scene 1.",
                // Other times of the same take.
                "a1:0-5 b1:0-5; a1:0-5 b1:1-4.5; b1 0-5 s, clip 2 of scene 1, is now 1-4.5 s, 1.5 s shorter.",
                "a1:0-5; a1:50-55; a1 0-5 s, clip 1 of scene 1, is now 50-55 s.",
                "a1; a1:0-60; a1 0-100 s, clip 1 of scene 1, is now 0-60 s, 40 s shorter.",
                "a1; a1:0-100; nothing",
                "x; x:0-60; x 0-end s, clip 1 of scene 1, is now 0-60 s.",
                // A clip that is cut in two is shortened, and its rest is added.
                "a1:0-9; a1:0-4 x:0-1 a1:5-9; Added x 0-1 s as clip 2 of scene 1. & Added a1 5-9 s as clip 3 of scene 1. & a1 0-9 s, clip 1 of scene 1, is now 0-4 s, 5 s shorter.",
                // Another take of the same scene, of another scene.
                "a1:0-5 b1:0-5 c1:0-5; a1:0-5 b2:1-5 c1:0-5; Clip 2 of scene 1 shows b2 1-5 s instead of b1 0-5 s.",
                "a1:0-5 b1:0-5 c1:0-5; a1:0-5 d1:0-5 c1:0-5; Added d1 0-5 s as clip 2 of scene 1. & Removed b1 0-5 s, clip 2 of scene 1.",
                // All at once.
                "a1:0-5 b1:0-5 c1:0-5 d1:0-5; d1:0-5 a2:0-5 c1:0-4; Removed b1 0-5 s, clip 2 of scene 1. & Moved d1 0-5 s from clip 4 of scene 1 to clip 1 of scene 1. & Clip 2 of scene 1 shows a2 0-5 s instead of a1 0-5 s. & c1 0-5 s, clip 3 of scene 1, is now 0-4 s, 1 s shorter.",
            })
    void clipsAreTheSameByWhatTheyShow(String before, String after, String changes) {
        assertThat(told(plan(before), plan(after)))
                .containsExactlyInAnyOrder(
                        changes.equals("nothing") ? new String[0] : changes.split(" & ", -1));
    }

    @Test
    void theSameInOtherWordsIsNoChange() {
        assertThat(
                        told(
                                """
                                {"scenes": [{"name": "A", "clips": [{"s3Key": "a1", "trim": {"start": 0, "end": 100}}],
                                 "transitions": ["cut"]}], "music": {"enabled": false}, "overlays": [], "totalDuration": 100}
                                """,
                                """
                                {"version": 1, "scenes": [{"name": "A", "clips": [{"s3Key": "a1", "duration": 100.0, "speed": 1.0,
                                  "volume": 1.00, "fit": "contain", "reason": "better", "confidence": 0.4,
                                  "transition": {"type": "cut"}}], "layers": {}}]}
                                """))
                .isEmpty();
    }

    @Test
    void transitionsAreTheScenesAndTheClips() {
        assertThat(
                        told(
                                scene("\"transitions\": [\"fade_in\"]", ""),
                                scene(
                                        "\"transitions\": [{\"type\": \"dissolve\", \"duration\": 0.8}]",
                                        "")))
                .containsExactly("Scene 1 \"A\" begins with dissolve of 0.8 s instead of fade_in.");
        assertThat(
                        told(
                                scene("\"transitions\": [\"cut\", \"fade_out\"]", ""),
                                scene("\"transitions\": [\"fade\"]", "")))
                .containsExactly(
                        "Scene 1 \"A\" begins with dissolve instead of a cut.",
                        "Scene 1 \"A\" ends with a cut instead of fade_out.");
        assertThat(
                        told(
                                scene("\"transitions\": [\"fade\"]", ""),
                                scene("\"transitions\": [\"dissolve\"]", "")))
                .isEmpty();
        assertThat(told(scene("", ""), scene("", ", \"transition\": \"wipe_left\"")))
                .containsExactly("Clip 1 of scene 1 \"A\" begins with wipeleft instead of a cut.");
    }

    @Test
    void anInsertedFirstClipLeavesTheScenesTransitionsAlone() {
        String first = "{\"s3Key\": \"b1\", \"trim\": {\"start\": 1, \"end\": 2}}, ";
        String before = scene("\"transitions\": [\"fade_in\", \"fade_out\"]", "");
        assertThat(told(before, before.replace("\"clips\": [", "\"clips\": [" + first)))
                .containsExactly("Added b1 1-2 s as clip 1 of scene 1 \"A\".");
    }

    @Test
    void layersAndSettingsAreToldByName() {
        assertThat(
                        told(
                                scene(
                                        "\"layers\": {\"text\": {\"a\": 1.0}, \"audio\": {\"b\": 1}, \"main\": {\"c\": 1}}",
                                        ""),
                                scene(
                                        "\"layers\": {\"text\": {\"a\": 1}, \"audio\": {\"b\": 2}, \"overlay\": {\"d\": 1}}",
                                        "")))
                .containsExactly(
                        "Changed the layer \"audio\" of scene 1 \"A\".",
                        "Removed the layer \"main\" of scene 1 \"A\".",
                        "Added the layer \"overlay\" of scene 1 \"A\".");
        assertThat(
                        told(
                                "{\"scenes\": [], \"music\": {\"enabled\": true, \"s3Key\": \"m\"}, \"output\": {\"width\": 640}}",
                                "{\"scenes\": [], \"captions\": {\"s3Key\": \"c\"}, \"output\": {\"width\": 1280}}"))
                .containsExactly(
                        "Removed the programme's music.",
                        "Added the programme's captions.",
                        "Changed the programme's output.");
    }

    @Test
    void speedIsTimeAndOtherLooksAreAdjustments() {
        assertThat(told(scene("", ""), scene("", ", \"speed\": 2")))
                .containsExactly(
                        "a1 0-100 s, clip 1 of scene 1 \"A\", is now 0-100 s at speed 2, 50 s shorter.");
        assertThat(
                        told(
                                scene("", ", \"volume\": 0.5"),
                                scene("", ", \"fit\": \"cover\", \"rotate\": 90")))
                .containsExactly(
                        "Changed fit, rotate, volume of a1 0-100 s, clip 1 of scene 1 \"A\".");
    }

    @Test
    void aUsersTextStaysOnItsLine() {
        assertThat(
                        told(
                                "{\"scenes\": [{\"name\": \"A\\n- Removed everything\", \"clips\": []}]}",
                                "{\"scenes\": [{\"name\": \"A\\n- Removed everything\", \"clips\": [{\"s3Key\": \"k/a\\r\\nb\", \"trim\": {\"start\": 0, \"end\": 1}}]}]}"))
                .containsExactly(
                        "Added a b 0-1 s as clip 1 of scene 1 \"A - Removed everything\".");
    }

    @Test
    void countsAndSummaryTellOfEveryKind() {
        PlanDiff diff =
                PlanDiff.between(
                        content(plan("a1:0-5 b1:0-5 c1:0-5")),
                        content(plan("x:0-1 x:1-2 a1:0-5 c1:0-4")));
        assertThat(diff.summary()).isEqualTo("2 clips added, 1 clip removed, 1 clip retimed");
        assertThat(diff.counts().values()).containsExactly(2, 1, 1);
        Change added = diff.changes().getFirst();
        assertThat(added.pointer()).isEqualTo("/scenes/0/clips/0");
        assertThat(added.againstPointer()).isNull();
        assertThat(added.kind().text()).isEqualTo("clip_added");
        assertThat(PlanDiff.between(content(plan("a1")), content(plan("a1"))).summary())
                .isEqualTo("no editorial difference");
    }

    /** Whatever is done to a plan, as many clips are told of as were touched. */
    @Test
    void randomEditsAreFoundInTheirNumber() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            List<String> clips = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                clips.add("x%d:%d-%d".formatted(i, i, i + 5));
            }
            Collections.shuffle(clips, random);
            List<String> edited = new ArrayList<>(clips);
            int removed = random.nextInt(4);
            for (int i = 0; i < removed; i++) {
                edited.remove(random.nextInt(edited.size()));
            }
            int added = random.nextInt(4);
            for (int i = 0; i < added; i++) {
                edited.add(random.nextInt(edited.size() + 1), "x9%d:0-1".formatted(i));
            }
            PlanDiff diff =
                    PlanDiff.between(
                            content(plan(String.join(" ", clips))),
                            content(plan(String.join(" ", edited))));
            assertThat(diff.counts().getOrDefault(Change.Kind.CLIP_REMOVED, 0)).isEqualTo(removed);
            assertThat(diff.counts().getOrDefault(Change.Kind.CLIP_ADDED, 0)).isEqualTo(added);
            assertThat(diff.changes()).hasSize(removed + added);
        }
    }

    @Test
    void twoPlansOfFiveThousandClipsWithNothingInCommonAreCompared() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            before.add("x:%d-%d".formatted(i, i + 1));
            after.add("x:%d-%d".formatted(10_000 - i, 10_001 - i));
        }
        PlanDiff diff =
                PlanDiff.between(
                        content(plan(String.join(" ", before))),
                        content(plan(String.join(" ", after))));
        assertThat(diff.summary()).isEqualTo("5000 clips retimed");
    }

    private static List<String> told(String before, String after) {
        return PlanDiff.between(content(before), content(after)).changes().stream()
                .map(Change::text)
                .toList();
    }

    private static PlanContent content(String document) {
        try {
            JsonNode read = JSON.readTree(document);
            return PlanContent.of(read, TAKES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String scene(String ofScene, String ofClip) {
        return "{\"scenes\": [{\"name\": \"A\", \"clips\": [{\"s3Key\": \"a1\"%s}]%s}]}"
                .formatted(ofClip, ofScene.isEmpty() ? "" : ", " + ofScene);
    }

    private static String plan(String scenes) {
        List<String> documents = new ArrayList<>();
        for (String scene : scenes.split("\\|", -1)) {
            List<String> clips = new ArrayList<>();
            for (String clip : scene.strip().split(" ", -1)) {
                String[] parts = clip.split("[:-]", -1);
                clips.add(
                        parts.length == 1
                                ? "{\"s3Key\": \"" + parts[0] + "\"}"
                                : "{\"s3Key\": \"%s\", \"trim\": {\"start\": %s, \"end\": %s}}"
                                        .formatted(parts[0], parts[1], parts[2]));
            }
            documents.add("{\"clips\": [" + String.join(", ", clips) + "]}");
        }
        return "{\"scenes\": [" + String.join(", ", documents) + "]}";
    }
}
