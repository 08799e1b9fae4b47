package dev.rushes.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CutTest {

    @Test
    void everyTakeIsUsedWithOddTrimsAndTheTransitionsInTurn() {
        Cut cut = Cut.of(List.of(source(1, "6"), source(2, "12"), source(3, "5"), source(4, "6")));

        JsonNode structure = RushesClient.JSON.valueToTree(cut.structure());
        assertThat(
                        structure
                                .path("scenes")
                                .valueStream()
                                .map(scene -> names(scene.path("transitions"))))
                .containsExactly(
                        List.of("fade_in"),
                        List.of("dissolve"),
                        List.of("cut"),
                        List.of("dissolve", "fade_out"));
        assertThat(structure.path("scenes").path(1).path("clips")).hasSize(2);
    }

    @Test
    void theFramesAreThoseOfTheClipsLessTheOverlaps() {
        // One clip of 3 s less nothing: 0.55 of 6 s from 0.637 s on.
        Cut one = Cut.of(List.of(source(1, "6")));
        assertThat(one.frames()).isEqualTo(99);
        // 2.75 s and 3.3 s (83 and 99 frames) with a dissolve of 15 frames between.
        Cut two = Cut.of(List.of(source(1, "5"), source(2, "6")));
        assertThat(two.frames()).isEqualTo(83 + 99 - 15);
    }

    @Test
    void takesThatAreTooShortToOverlapAreCut() {
        Cut cut = Cut.of(List.of(source(1, "1"), source(2, "1")));

        JsonNode structure = RushesClient.JSON.valueToTree(cut.structure());
        assertThat(structure.path("scenes").path(1).path("transitions").path(0).asString(""))
                .isEqualTo("cut");
        assertThat(cut.frames()).isEqualTo(17 + 17);
    }

    private static List<String> names(JsonNode transitions) {
        return transitions
                .valueStream()
                .map(entry -> entry.path("type").asString(entry.asString("")))
                .toList();
    }

    private static Cut.Source source(int number, String seconds) {
        return new Cut.Source(
                "scene-" + number, "Scene " + number, "key-" + number, new BigDecimal(seconds));
    }
}
