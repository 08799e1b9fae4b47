package dev.rushes.render.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Series;
import dev.rushes.common.footage.Shot;
import dev.rushes.common.footage.Span;
import dev.rushes.common.training.PacingRhythm;
import dev.rushes.common.training.TrainingFigures;
import dev.rushes.render.analysis.Analysed;
import dev.rushes.render.analysis.Title;
import dev.rushes.render.media.MediaInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StyleFiguresTest {
    private static final MediaInfo INFO = new MediaInfo("mov", 20, "20", 0, "0", null, null, null);

    private static Analysed analysed(List<Shot> shots, List<Title> titles, double music) {
        Series none = new Series(0.5, List.of(), null);
        return new Analysed(
                INFO,
                new FootageAnalysis(
                        1,
                        20,
                        new FootageAnalysis.Picture(
                                15, 320, 180, shots, List.of(), List.of(), none, none, 0, 0, none,
                                List.of()),
                        new FootageAnalysis.Sound(
                                List.of(), List.of(), -50, -60, null, null, 0, List.of(), none,
                                music),
                        FootageAnalysis.Pictures.NONE,
                        List.of()),
                titles);
    }

    private static List<Shot> shots(double... lengths) {
        List<Shot> shots = new ArrayList<>();
        double at = 0;
        for (double length : lengths) {
            shots.add(new Shot(at, at + length, at == 0 ? Shot.Change.START : Shot.Change.CUT, 0));
            at += length;
        }
        return shots;
    }

    @Test
    void changesAreCountedByKind() {
        List<Shot> shots =
                List.of(
                        new Shot(0, 5, Shot.Change.START, 0),
                        new Shot(5, 10, Shot.Change.CUT, 0),
                        new Shot(10, 12, Shot.Change.DISSOLVE, 0.5),
                        new Shot(12, 16, Shot.Change.CUT, 0),
                        new Shot(16, 20, Shot.Change.WIPE, 1));
        TrainingFigures figures =
                StyleFigures.of(
                        analysed(
                                shots,
                                List.of(
                                        new Title(new Span(1, 4), Title.Place.LOWER_THIRD),
                                        new Title(new Span(6, 7), Title.Place.TOP)),
                                0.4));

        assertThat(figures.clips()).isEqualTo(5);
        assertThat(figures.averageClip()).isEqualByComparingTo("4");
        assertThat(figures.pacing()).isEqualTo(PacingRhythm.MEDIUM);
        assertThat(figures.music()).isTrue();
        assertThat(figures.transitions())
                .hasToString(
                        "{\"count\":4,\"shares\":{\"cut\":0.5000,\"dissolve\":0.2500,\"wipe\":0.2500,\"fade\":0.0000,\"other\":0.0000},\"gradualSeconds\":0.750}");
        assertThat(figures.overlays())
                .hasToString(
                        "{\"perMinute\":6.000,\"share\":0.2000,\"places\":[\"top\",\"lower_third\"]}");
        assertThat(figures.texts())
                .hasToString("{\"secondsShown\":2.000,\"places\":[\"top\",\"lower_third\"]}");
    }

    @Test
    void lengthsOfClipsMakeTheRhythm() {
        assertThat(StyleFigures.pacing(shots(2, 2, 2, 2))).isEqualTo(PacingRhythm.FAST);
        assertThat(StyleFigures.pacing(shots(10, 10))).isEqualTo(PacingRhythm.SLOW);
        assertThat(StyleFigures.pacing(shots(1, 1, 1, 1, 1, 15))).isEqualTo(PacingRhythm.DYNAMIC);
    }
}
