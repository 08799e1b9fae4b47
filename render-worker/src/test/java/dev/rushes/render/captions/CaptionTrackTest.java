package dev.rushes.render.captions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Clip;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Programme.OverlapIn;
import dev.rushes.common.plan.structure.Programme.Part;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.Timeline;
import dev.rushes.render.timeline.TimelineCompiler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptionTrackTest {
    private static final MediaInfo TAKE =
            new MediaInfo(
                    "mov",
                    20,
                    "20",
                    0,
                    "0",
                    new MediaInfo.Video(
                            "h264", 320, 180, 320, 180, "1", "25", 25, false, 0, false, "yuv420p",
                            "limited", false, "bt709", null, null, 1, 500),
                    null,
                    null);

    /** a from 2 to 6 s; b; a from 6 to 8 at half speed over a transition of 1 s; a from 2 to 4 once more. */
    private static final Timeline TIMELINE =
            timeline(
                    part("a", 2, 6, 1, null),
                    part("b", 0, 3, 1, null),
                    part("a", 6, 8, 2, new OverlapIn(Xfade.CROSS_FADE, Rational.ONE)),
                    part("a", 2, 4, 1, null));

    private static Part part(
            String key, long in, long out, int halves, @Nullable OverlapIn overlap) {
        Clip clip =
                new Clip(
                        "",
                        key,
                        null,
                        null,
                        null,
                        Rational.of(1, halves),
                        Rational.ONE,
                        Look.PLAIN,
                        null);
        return new Part(
                clip, 0, Rational.of(in), Rational.of(out), overlap, Rational.ZERO, Rational.ZERO);
    }

    private static Timeline timeline(Part... parts) {
        return TimelineCompiler.compile(
                new Programme(List.of(parts)),
                OutputSettings.DEFAULT,
                Map.of("a", TAKE, "b", TAKE));
    }

    private static Cue cue(long startTenths, long endTenths, String text) {
        return new Cue(Rational.of(startTenths, 10), Rational.of(endTenths, 10), text);
    }

    @Test
    void aTakesCaptionsFollowItsClips() {
        List<Cue> retimed =
                CaptionTrack.retimed(
                        List.of(
                                cue(0, 15, "trimmed off"),
                                cue(15, 35, "cut in"),
                                cue(50, 70, "goes on")),
                        "a",
                        TIMELINE);
        assertThat(retimed)
                .containsExactly(
                        cue(0, 15, "cut in"),
                        cue(30, 40, "goes on"),
                        cue(60, 80, "goes on"),
                        cue(100, 115, "cut in"));
    }

    @Test
    void bothKindsOfFilesAreWritten() {
        CaptionTrack track = new CaptionTrack(List.of(cue(15, 36_0005, "a < b\n& c")), List.of());
        assertThat(track.webVtt())
                .isEqualTo("WEBVTT\n\n00:00:01.500 --> 10:00:00.500\na &lt; b\n&amp; c\n");
        assertThat(track.subRip()).isEqualTo("1\n00:00:01,500 --> 10:00:00,500\na < b\n& c\n");
        assertThat(CaptionFile.parse(track.webVtt()).cues()).isEqualTo(track.cues());
        assertThat(CaptionFile.parse(track.subRip()).cues()).isEqualTo(track.cues());
    }
}
