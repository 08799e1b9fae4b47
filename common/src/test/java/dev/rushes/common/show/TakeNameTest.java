package dev.rushes.common.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeNameTest {
    @ParameterizedTest
    @CsvSource({
        "EPISODE-SCENE-TAKE-2.mp4, 2",
        "E2E-INTRO-TAKE-1.mp4, 1",
        "s01_take12.mov, 12",
        "main Take 07.mkv, 7",
        "TAKE-3.mp4, 3",
        "A-TAKE-1-TAKE-4.mp4, 4",
        "scene_t2.mp4, 2"
    })
    void theTakeNumberIsRead(String name, int take) {
        assertThat(TakeName.takeNumber(name)).hasValue(take);
    }

    @Test
    void aNameWithoutTakeHasNone() {
        for (String name :
                new String[] {
                    "book.mkv", "intake-3.mp4", "TAKE-.mp4", "TAKE-0.mp4", "take-123456.mp4"
                }) {
            assertThat(TakeName.takeNumber(name)).as(name).isEqualTo(OptionalInt.empty());
        }
    }
}
