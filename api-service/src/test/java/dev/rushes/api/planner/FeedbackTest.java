package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackTest {
    @ParameterizedTest
    @CsvSource({
        "It is too slow and drags, PACING_TOO_SLOW",
        "Make it faster please, PACING_TOO_SLOW",
        "Far too hectic, PACING_TOO_FAST",
        "Slow it down a little, PACING_TOO_FAST",
        "Those jump cuts!, TRANSITIONS_JARRING",
        "That is the wrong take, WRONG_CLIPS",
        "Much too long, TOO_LONG",
        "Could be longer, TOO_SHORT",
        "The music is so loud, AUDIO_ISSUES",
        "I cannot read the title, TEXT_ISSUES",
    })
    void freeTextIsReadByItsWords(String text, Feedback asked) {
        assertThat(Feedback.in(text)).contains(asked);
    }

    @Test
    void whatNobodyUnderstandsAsksForNothing() {
        assertThat(Feedback.in("Hm.")).isEmpty();
        assertThat(Feedback.named("colours_dull")).isEqualTo(Feedback.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
        "Cut it to 30 seconds, true, 30",
        "It should be 1:30, false, 90",
        "20 % shorter, true, 80",
        "10 s shorter, true, 90",
        "Make it longer by 0.5 minutes, false, 130",
        "Cut it to 99999999999:30, true, 599970",
    })
    void lengthsAreReadFromTheText(String text, boolean shorter, double seconds) {
        assertThat(Feedback.wantedLength(text, 100, shorter)).contains(seconds);
    }

    @Test
    void withoutANumberThereIsNoLength() {
        assertThat(Feedback.wantedLength("Too long", 100, true)).isEmpty();
    }
}
