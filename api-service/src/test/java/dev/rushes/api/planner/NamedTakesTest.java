package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTakesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use take 3",
                "Take 3 instead, please",
                "I would rather see take 3",
                "Scene 1: take 3 was better after all.",
                "Take 3 of scene 1 is much better",
                "I prefer take3",
            })
    void aTakeIsWantedWhereTheReviewerSaysSo(String text) {
        assertThat(NamedTakes.in(text)).isEqualTo(new NamedTakes(Set.of(3), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "He coughs in take 2",
                "Do not use take 2",
                "Not take 2!",
                "I don\u2019t want to use take 2",
                "Anything rather than take 2",
                "He coughs in take 2, use another one instead",
                "He coughs in take 2 so use another one instead",
            })
    void elseItIsOneThatSomethingIsWrongWith(String text) {
        assertThat(NamedTakes.in(text)).isEqualTo(new NamedTakes(Set.of(), Set.of(2)));
    }

    @Test
    void bothAreTold() {
        NamedTakes named = new NamedTakes(Set.of(3), Set.of(2));
        assertThat(NamedTakes.in("Use take 3 instead of take 2")).isEqualTo(named);
        assertThat(NamedTakes.in("Instead of take 2 use take 3")).isEqualTo(named);
        assertThat(NamedTakes.in("Take 3 is better than take 2")).isEqualTo(named);
        assertThat(NamedTakes.in("Not take 2 but rather take 3")).isEqualTo(named);
        assertThat(NamedTakes.in("Not take 20240131120000"))
                .isEqualTo(new NamedTakes(Set.of(), Set.of()));
    }
}
