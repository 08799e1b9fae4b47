package dev.rushes.render.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Clip;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Programme.OverlapIn;
import dev.rushes.common.plan.structure.Programme.Part;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.media.MediaInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final String MACHINE = "a machine";
    private static final Map<String, String> ETAGS = Map.of("a", "etag of a", "b", "etag of b");
    private static final MediaInfo TAKE =
            new MediaInfo(
                    "mov",
                    100,
                    "100",
                    0,
                    "0",
                    new MediaInfo.Video(
                            "h264", 1280, 720, 1280, 720, "1", "25", 25, false, 0, false, "yuv420p",
                            "limited", false, "bt709", null, null, 2, 2500),
                    null,
                    null);

    private static Part part(String key, int in, int seconds, @Nullable OverlapIn overlap) {
        return new Part(
                new Clip(
                        "/scenes/0/clips/0",
                        key,
                        null,
                        null,
                        null,
                        Rational.ONE,
                        Rational.ONE,
                        Look.PLAIN,
                        null),
                0,
                Rational.of(in),
                Rational.of(in + seconds),
                overlap,
                Rational.ZERO,
                Rational.ZERO);
    }

    private static Timeline compile(OutputSettings settings, List<Part> parts) {
        return TimelineCompiler.compile(
                new Programme(parts), settings, Map.of("a", TAKE, "b", TAKE));
    }

    private static List<String> names(Timeline timeline, Map<String, String> identities) {
        return timeline.segments().stream()
                .map(segment -> Fingerprint.of(timeline, segment, MACHINE, identities))
                .toList();
    }

    private static List<String> names(Part... parts) {
        return names(compile(OutputSettings.DEFAULT, List.of(parts)), ETAGS);
    }

    private static final OverlapIn DISSOLVE = new OverlapIn(Xfade.CROSS_FADE, Rational.ONE);

    @Test
    void theTextSaysWhatIsSeenAndCountsFromTheSegment() {
        Timeline timeline =
                compile(
                        OutputSettings.DEFAULT,
                        List.of(part("a", 0, 5, null), part("b", 10, 4, DISSOLVE)));
        String text = Fingerprint.text(timeline, timeline.segments().get(1), MACHINE, ETAGS);
        assertThat(text)
                .startsWith("engine 5\nmachine 9:a machine\noutput OutputFormat{")
                .containsPattern(
                        "\nencoder [0-9]+:EncoderSettings\\[encoder=libx264, options=\\{a53cc=0, crf=21,")
                .contains(
                        "\nframes 25\nrun 25\nshows Placement{s3Key=@9:etag of a source=MediaInfo{")
                .contains(
                        "\nfrom 100\nlayers Composition{backdrop=- main=- sprites=[] shrink=1 }\nmeets Placement{s3Key=@9:etag of b source=")
                .contains(" in=10 speed=1 ")
                .endsWith(
                        "\nfrom 0\nlayers Composition{backdrop=- main=- sprites=[] shrink=1 }\nover Composition{backdrop=- main=- sprites=[] shrink=1 }\n")
                .doesNotContain("start=", "scene=");
    }

    @Test
    void anEarlierChangeDoesNotReachLaterSegments() {
        List<String> before =
                names(part("a", 0, 4, null), part("b", 0, 15, DISSOLVE), part("a", 7, 3, null));
        List<String> after =
                names(part("a", 0, 9, null), part("b", 0, 15, DISSOLVE), part("a", 7, 3, null));
        // The longer clip has two segments and ends otherwise in the dissolve.
        assertThat(after.subList(3, after.size())).isEqualTo(before.subList(2, before.size()));
        assertThat(after.subList(0, 3)).doesNotContainAnyElementsOf(before);
    }

    @Test
    void whateverIsSeenCounts() {
        Part plain = part("a", 0, 5, null);
        List<Timeline> timelines = new ArrayList<>();
        timelines.add(compile(OutputSettings.DEFAULT, List.of(plain)));
        timelines.add(compile(OutputSettings.DEFAULT.withQuality(Quality.HIGH), List.of(plain)));
        timelines.add(compile(OutputSettings.DEFAULT.withQuality(Quality.DRAFT), List.of(plain)));
        timelines.add(compile(OutputSettings.DEFAULT, List.of(part("a", 1, 5, null))));
        timelines.add(compile(OutputSettings.DEFAULT, List.of(part("b", 0, 5, null))));
        timelines.add(compile(OutputSettings.DEFAULT, List.of(part("a", 0, 4, null))));
        timelines.add(
                compile(
                        OutputSettings.DEFAULT,
                        List.of(
                                new Part(
                                        plain.clip(),
                                        0,
                                        plain.in(),
                                        plain.out(),
                                        null,
                                        Rational.ONE,
                                        Rational.ZERO))));
        Set<String> names = new HashSet<>();
        timelines.forEach(timeline -> names.addAll(names(timeline, ETAGS)));
        names.addAll(names(timelines.getFirst(), Map.of("a", "another etag")));
        Timeline first = timelines.getFirst();
        names.add(Fingerprint.of(first, first.segments().getFirst(), "another machine", ETAGS));
        assertThat(names).hasSize(timelines.size() + 2).allMatch(name -> name.length() == 64);
    }

    @Test
    void contentCountsAndNamesDoNot() {
        Map<String, String> sameContent = Map.of("a", "etag", "b", "etag");
        assertThat(
                        names(
                                compile(OutputSettings.DEFAULT, List.of(part("a", 0, 5, null))),
                                sameContent))
                .isEqualTo(
                        names(
                                compile(OutputSettings.DEFAULT, List.of(part("b", 0, 5, null))),
                                sameContent));
    }

    private record Lines(List<String> lines, @Nullable String more) {}

    private static String text(Object value) {
        return new CanonicalText(Map.of()).add("value", value).toString();
    }

    @Test
    void noContentCanLookLikeStructure() {
        assertThat(text(new Lines(List.of("a", "b"), null)))
                .isEqualTo("value Lines{lines=[1:a 1:b ] more=- }\n");
        Set<String> texts =
                Set.of(
                        text(new Lines(List.of("a", "b"), null)),
                        text(new Lines(List.of("a 1:b"), null)),
                        text(new Lines(List.of("a, b"), null)),
                        text(new Lines(List.of("a"), "b")),
                        text(new Lines(List.of(), "-")),
                        text(new Lines(List.of(), null)));
        assertThat(texts).hasSize(6);
        assertThatThrownBy(() -> text(Path.of("a.mp4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UnixPath");
    }
}
