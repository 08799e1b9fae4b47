package dev.rushes.common.footage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FootageAnalysisTest {
    private static final FootageAnalysis ANALYSIS =
            new FootageAnalysis(
                    1,
                    2.5,
                    new FootageAnalysis.Picture(
                            12.5,
                            320,
                            180,
                            List.of(
                                    new Shot(0, 1.2, Shot.Change.START, 0),
                                    new Shot(1.2, 2.5, Shot.Change.DISSOLVE, 0.4)),
                            List.of(),
                            List.of(new Span(0, 1)),
                            new Series(0.5, Arrays.asList(0.6, null, 0.5), 0.55),
                            new Series(0.5, List.of(0.4), 0.4),
                            0,
                            0.25,
                            new Series(0.5, List.of(0.05), 0.05),
                            List.of(0.0, 2.0)),
                    new FootageAnalysis.Sound(
                            List.of(new Span(0, 0.4)),
                            List.of(new Span(0.4, 2.5)),
                            -45,
                            -62.5,
                            null,
                            -3.2,
                            0,
                            List.of(),
                            new Series(0.5, List.of(-20.0), -20.0),
                            0),
                    new FootageAnalysis.Pictures(
                            "waveform.png",
                            "strip.jpg",
                            new FootageAnalysis.Grid(10, 20, 160, 90, 0.125)),
                    List.of("said"));

    @Test
    void isReadFromTheMetadataThatItWasWrittenTo() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("container", "mov");
        metadata.set("analysis", ANALYSIS.toJson());

        assertThat(FootageAnalysis.of(metadata)).contains(ANALYSIS);
    }

    @Test
    void isMissingInOlderAndNewerMetadata() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        assertThat(FootageAnalysis.of(null)).isEmpty();
        assertThat(FootageAnalysis.of(metadata)).isEmpty();

        metadata.set("analysis", ((ObjectNode) ANALYSIS.toJson()).put("version", 2));
        assertThat(FootageAnalysis.of(metadata)).isEmpty();
    }

    @Test
    void aSeriesTellsItsValueAtAMomentAndItsMeanOverASpan() {
        Series series = new Series(0.5, Arrays.asList(1.0, null, 3.0), 2.0);

        assertThat(series.at(0.49)).isEqualTo(1);
        assertThat(series.at(0.5)).isNull();
        assertThat(series.at(1.5)).isNull();
        assertThat(series.at(-0.1)).isNull();
        assertThat(series.mean(0, 1.5)).isEqualTo(2);
        assertThat(series.mean(0.5, 1)).isNull();
    }

    @Test
    void impossibleSpansAndSharesAreRefused() {
        assertThatThrownBy(() -> new Span(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Span(Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Series(0, List.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spansOverlapWhereBothAre() {
        assertThat(new Span(0, 2).overlap(new Span(1.5, 4))).isEqualTo(0.5);
        assertThat(new Span(0, 1).overlap(new Span(1, 2))).isZero();
        assertThat(new Span(1, 2).holds(2)).isFalse();
    }
}
