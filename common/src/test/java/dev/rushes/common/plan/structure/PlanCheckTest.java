package dev.rushes.common.plan.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Programme.OverlapIn;
import dev.rushes.common.plan.structure.Programme.Part;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCheckTest {
    private static final UUID SCENE = UUID.fromString("11111111-1111-1111-1111-111111111111");

    /** Takes a (10 s), b (4 s), raw (not analysed), bad (cannot be used), shot (no sound) and voice (no picture). */
    private static final SourceCatalog SOURCES =
            new SourceCatalog() {
                private final Map<String, Source> takes =
                        Map.of(
                                "a", new Source(Rational.of(10), null),
                                "b", new Source(Rational.of(4), null),
                                "raw", new Source(null, null),
                                "bad", new Source(null, "it is a text file"),
                                "shot",
                                        new Source(
                                                Rational.of(6),
                                                null,
                                                new Content(new Picture(320, 180), false)),
                                "voice", new Source(Rational.of(6), null, new Content(null, true)));

                @Override
                public Optional<Source> source(String s3Key) {
                    return Optional.ofNullable(takes.get(s3Key));
                }

                @Override
                public boolean hasScene(UUID sceneId) {
                    return SCENE.equals(sceneId);
                }
            };

    private static PlanCheck check(String json) {
        try {
            return PlanCheck.of(
                    new ObjectMapper().readTree(json.replace('\'', '"')),
                    SOURCES,
                    PlanLimits.DEFAULT);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String scene(String clips, String transitions) {
        return "{'clips': [" + clips + "], 'transitions': [" + transitions + "]}";
    }

    private static String clip(String key, double start, double end) {
        return "{'s3Key': '" + key + "', 'trim': {'start': " + start + ", 'end': " + end + "}}";
    }

    private static String plan(String... scenes) {
        return "{'scenes': [" + String.join(",", scenes) + "]}";
    }

    private static Programme programme(String json) {
        PlanCheck check = check(json);
        assertThat(check.errors()).isEmpty();
        assertThat(check.programme()).isNotNull();
        return check.programme();
    }

    @Test
    void theSmallestDocumentThatClientsSendIsValid() {
        PlanCheck check =
                check(
                        "{'scenes': [{'sceneId': '"
                                + SCENE
                                + "', 'name': 'Intro Scene', 'clips': [{'s3Key': 'a', 'duration': 9.5,"
                                + " 'trim': {'start': 0, 'end': 9.5}}], 'transitions': ['fade_in']}, {'name': 'Main', 'clips':"
                                + " [{'s3Key': 'b', 'duration': 3.3, 'trim': {'start': 0.2, 'end': 3.5}}], 'transitions': ['cut']}],"
                                + " 'totalDuration': 12.8, 'music': {'enabled': false}, 'overlays': []}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings()).isEmpty();
        assertThat(check.programme()).isNotNull();
        assertThat(check.programme().totalDuration()).isEqualTo(Rational.of(64, 5));
        assertThat(check.programme().parts().getFirst().fadeIn()).isEqualTo(Rational.of(1, 2));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        PlanCheck check =
                check(
                        "{'scenes': [{'sceneId': 'x', 'clips': [{'trim': {'start': 1, 'end': 1}}, {'s3Key': 'nowhere'}, 7]},"
                                + " {'clips': []}, 3], 'totalDuration': 'long', 'version': 2, 'output': {'width': 3, 'quality':"
                                + " 'best', 'frameRate': '1/0'}}");
        assertThat(check.errors())
                .extracting(PlanFault::pointer)
                .containsExactlyInAnyOrder(
                        "/version",
                        "/scenes/0",
                        "/scenes/0/clips/0",
                        "/scenes/0/clips/0/trim",
                        "/scenes/0/clips/1/s3Key",
                        "/scenes/0/clips/2",
                        "/scenes/1/clips",
                        "/scenes/2",
                        "/totalDuration",
                        "/output/width",
                        "/output",
                        "/output/frameRate");
        assertThat(check.programme()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 2, /scenes/0/clips/0/trim, start -1 is negative",
        "3, 3, /scenes/0/clips/0/trim, end 3 is not after start 3",
        "5, 2, /scenes/0/clips/0/trim, end 2 is not after start 5",
        "5, 10.02, /scenes/0/clips/0/trim/end, '10.02 is past the end of the take, 10 s'",
        "1e300, 2e300, /scenes/0/clips/0/trim, must lie"
    })
    void aTrimThatTheTakeDoesNotHoldIsAnError(
            String start, String end, String pointer, String detail) {
        PlanCheck check =
                check(
                        plan(
                                scene(
                                        "{'s3Key': 'a', 'trim': {'start': "
                                                + start
                                                + ", 'end': "
                                                + end
                                                + "}}",
                                        "")));
        assertThat(check.errors())
                .anySatisfy(fault -> {
                    assertThat(fault.pointer()).startsWith(pointer);
                    assertThat(fault.detail()).contains(detail);
                });
    }

    @Test
    void aTrimTypedFromTheRoundedDurationEndsWithTheTake() {
        assertThat(programme(plan(scene(clip("a", 2, 10.01), ""))).totalDuration())
                .isEqualTo(Rational.of(8));
    }

    @Test
    void withoutTrimTheWholeTakePlays() {
        assertThat(programme(plan(scene("{'s3Key': 'b'}", ""))).totalDuration())
                .isEqualTo(Rational.of(4));
    }

    @Test
    void aTakeThatIsNotAnalysedIsAWarningAndABadOneAnError() {
        assertThat(check(plan(scene("{'s3Key': 'raw'}", ""))).errors()).isEmpty();
        assertThat(check(plan(scene("{'s3Key': 'raw'}", ""))).warnings())
                .containsExactly(
                        new PlanFault("/scenes/0/clips/0/s3Key", "this take is not analysed yet"));
        assertThat(check(plan(scene("{'s3Key': 'bad'}", ""))).errors())
                .containsExactly(
                        new PlanFault(
                                "/scenes/0/clips/0/s3Key",
                                "this take cannot be used: it is a text file"));
    }

    @Test
    void statedDurationsMustAgreeWithinFiftyMilliseconds() {
        assertThat(
                        check(
                                        "{'scenes': ["
                                                + scene(clip("a", 0, 2), "")
                                                + "], 'totalDuration': 2.05}")
                                .errors())
                .isEmpty();
        assertThat(
                        check(
                                        "{'scenes': ["
                                                + scene(clip("a", 0, 2), "")
                                                + "], 'totalDuration': 2.06}")
                                .errors())
                .extracting(PlanFault::pointer)
                .containsExactly("/totalDuration");
    }

    @Test
    void overlapsShortenTheProgrammeAndFadesDoNot() {
        Programme programme =
                programme(
                        plan(
                                scene(clip("a", 0, 4), "'fade_in', 'cut'"),
                                scene(
                                        clip("b", 0, 3),
                                        "{'type': 'dissolve', 'duration': 1}, 'fade_out'")));
        assertThat(programme.totalDuration()).isEqualTo(Rational.of(6));
        Part second = programme.parts().get(1);
        assertThat(second.overlap()).isEqualTo(new OverlapIn(Xfade.CROSS_FADE, Rational.ONE));
        assertThat(second.fadeOut()).isEqualTo(Rational.of(1, 2));
    }

    @Test
    void aTransitionByNameLastsAtMostHalfTheShorterNeighbour() {
        Programme programme =
                programme(
                        plan(scene(clip("a", 0, 4), ""), scene(clip("b", 0, 0.4), "'wipe_left'")));
        assertThat(programme.parts().get(1).overlap())
                .isEqualTo(new OverlapIn(new Xfade("wipeleft"), Rational.of(1, 5)));
    }

    @Test
    void theEarlierScenesEndCountsWhereTheNextSaysNothingOrCut() {
        for (String begins : new String[] {"", "'cut'", "null"}) {
            Programme programme =
                    programme(
                            plan(
                                    scene(clip("a", 0, 4), "null, 'dissolve'"),
                                    scene(clip("b", 0, 3), begins)));
            assertThat(programme.totalDuration()).as(begins).isEqualTo(Rational.of(13, 2));
        }
    }

    @Test
    void twoDifferentOverlapsAtOneJoinAreAnError() {
        PlanCheck check =
                check(
                        plan(
                                scene(clip("a", 0, 4), "null, 'wipe_up'"),
                                scene(clip("b", 0, 3), "'dissolve'")));
        assertThat(check.errors())
                .extracting(PlanFault::pointer)
                .containsExactly("/scenes/0/transitions/1");
    }

    @Test
    void aFadeOutBeforeASceneThatSaysHowItBeginsDoesNotCountAndIsSaid() {
        PlanCheck check =
                check(
                        plan(
                                scene(clip("a", 0, 4), "null, 'fade_out'"),
                                scene(clip("b", 0, 3), "'fade_in'")));
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings())
                .extracting(PlanFault::pointer)
                .containsExactly("/scenes/0/transitions/1");
    }

    @Test
    void theTwoOverlapsOfOneClipMayNotExceedIt() {
        PlanCheck check =
                check(
                        plan(
                                scene(clip("a", 0, 4), ""),
                                scene(clip("b", 0, 1), "{'type': 'dissolve', 'duration': 0.6}"),
                                scene(clip("a", 4, 8), "{'type': 'dissolve', 'duration': 0.6}")));
        assertThat(check.errors())
                .extracting(PlanFault::pointer)
                .containsExactly("/scenes/1/clips/0");
    }

    @Test
    void anExplicitDurationThatDoesNotFitIsAnError() {
        PlanCheck check =
                check(
                        plan(
                                scene(clip("a", 0, 4), ""),
                                scene(clip("b", 0, 1), "{'type': 'dissolve', 'duration': 1.5}")));
        assertThat(check.errors())
                .extracting(PlanFault::pointer)
                .contains("/scenes/1/transitions/0");
    }

    @Test
    void anUnknownTransitionListsTheKnownOnesAndCustomIsNoneOfThem() {
        for (String name : new String[] {"sparkle", "custom"}) {
            PlanCheck check = check(plan(scene(clip("a", 0, 4), "'" + name + "'")));
            assertThat(check.errors())
                    .singleElement()
                    .satisfies(fault ->
                            assertThat(fault.detail())
                                    .startsWith(
                                            "unknown transition; known are cut, fade_in, fade_out, dissolve, fade_black")
                                    .doesNotContain("custom"));
        }
    }

    @Test
    void anUnknownFieldIsOnlyAWarning() {
        PlanCheck check = check("{'scenes': [" + scene(clip("a", 0, 4), "") + "], 'a/b~c': 1}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings())
                .containsExactly(new PlanFault("/a~1b~0c", "unknown field, ignored"));
    }

    @Test
    void aClipLastsItsTrimsLengthDividedByItsSpeed() {
        PlanCheck check =
                check(
                        "{'scenes': [{'clips': [{'s3Key': 'a', 'trim': {'start': 1, 'end': 4}, 'speed': 0.75, 'duration': 4}]}],"
                                + " 'totalDuration': 4}");
        assertThat(check.errors()).isEmpty();
        assertThat(check.programme())
                .isNotNull()
                .satisfies(programme ->
                        assertThat(programme.totalDuration()).isEqualTo(Rational.of(4)));
        assertThat(
                        check(
                                        plan(
                                                "{'clips': [{'s3Key': 'a', 'trim': {'start': 1, 'end': 4}, 'speed': 2, 'duration': 3}]}"))
                                .errors())
                .containsExactly(
                        new PlanFault(
                                "/scenes/0/clips/0/duration",
                                "3 does not agree with the trim's length at its speed, 1.5 s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.2", "4.001", "0", "-1", "'fast'"})
    void speedsThatAreNotRenderedAreRefused(String speed) {
        assertThat(check(plan("{'clips': [{'s3Key': 'a', 'speed': " + speed + "}]}")).errors())
                .extracting(PlanFault::pointer)
                .containsExactly("/scenes/0/clips/0/speed");
    }

    @Test
    void neutralValuesOfWhatIsNotRenderedYetAreFine() {
        assertThat(
                        check(
                                        plan(
                                                "{'layers': {}, 'clips': [{'s3Key': 'a', 'volume': 1, 'rotate': 0, 'fit':"
                                                        + " 'contain', 'effects': []}]}"))
                                .errors())
                .isEmpty();
    }

    @Test
    void moreClipsThanTheLimitAreRefusedByItsName() {
        String clips = String.join(",", java.util.Collections.nCopies(5_001, "{'s3Key': 'a'}"));
        assertThat(check(plan(scene(clips, ""))).errors())
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.detail())
                                .isEqualTo(
                                        "there are 5001 clips; the limit (rushes.plan.max-clips) is 5000"));
    }

    @Test
    void roundedFrameRatesMeanTheBroadcastOnes() {
        PlanCheck check =
                check(
                        "{'scenes': ["
                                + scene(clip("a", 0, 4), "")
                                + "], 'output': {'frameRate': 29.97}}");
        assertThat(check.structure().output().frameRate()).isEqualTo(Rational.of(30_000, 1_001));
    }

    @Test
    void aDocumentThatIsNoObjectIsOneFault() {
        assertThat(check("[]").errors()).extracting(PlanFault::pointer).contains("");
        assertThat(check("{}").errors())
                .extracting(PlanFault::detail)
                .containsExactly("\"scenes\" is required");
    }

    @ParameterizedTest
    @CsvSource({"20, 10, 300, 171, 320 x 181", "21, 0, 300, 90, 321 x 90"})
    void aCropBeyondAMeasuredPictureIsAFault(int x, int y, int width, int height, String reach) {
        PlanCheck check =
                check(
                        plan(
                                scene(
                                        "{'s3Key': 'shot', 'crop': {'x': %d, 'y': %d, 'width': %d, 'height': %d}}"
                                                .formatted(x, y, width, height),
                                        "")));
        assertThat(check.errors())
                .containsExactly(
                        new PlanFault(
                                "/scenes/0/clips/0/crop",
                                "reaches to " + reach + " of a picture of 320 x 180 pixels"));
    }

    @Test
    void aCropThatTouchesTheEdgesOrIsOfAnUnknownPictureIsNone() {
        String crop = ", 'crop': {'x': 20, 'y': 10, 'width': 300, 'height': 170}}";
        assertThat(check(plan(scene("{'s3Key': 'shot'" + crop, ""))).errors()).isEmpty();
        assertThat(check(plan(scene("{'s3Key': 'a'" + crop, ""))).errors()).isEmpty();
    }

    @Test
    void whatALayerIsKnownNotToHaveIsAFault() {
        PlanCheck check =
                check(
                        "{'scenes': [{'clips': [{'s3Key': 'a', 'effects': [{'type': 'lut', 's3Key': 'shot'}]}], 'layers': {"
                                + "'background': {'video': 'voice'}, 'overlay': {'s3Key': 'bad'},"
                                + "'text': {'text': 'x', 'font': 'shot'}, 'audio': [{'s3Key': 'shot'}, {'s3Key': 'voice', 'trim': {'start': 6}}]}}],"
                                + "'captions': {'s3Key': 'shot'}}");
        assertThat(check.errors())
                .containsExactlyInAnyOrder(
                        new PlanFault(
                                "/scenes/0/clips/0/effects/0/s3Key",
                                "is a take, not a colour table"),
                        new PlanFault(
                                "/scenes/0/layers/background/video",
                                "there is no picture in it, only sound"),
                        new PlanFault(
                                "/scenes/0/layers/overlay/s3Key",
                                "this take cannot be used: it is a text file"),
                        new PlanFault("/scenes/0/layers/text/font", "is a take, not a font"),
                        new PlanFault("/scenes/0/layers/audio/0/s3Key", "there is no sound in it"),
                        new PlanFault(
                                "/scenes/0/layers/audio/1/trim/start",
                                "6 is past the end of the sound, 6 s"),
                        new PlanFault("/captions/s3Key", "is a take, not a file of captions"));
    }
}
