package dev.rushes.api.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrimHabitTest {
    private static StyleProfile.Learned of(double... moves) {
        return new TrimHabit(moves).learned("the in-point");
    }

    @Test
    void fiftyMovesByTheSameLengthAreFollowedByNineTenthsOfIt() {
        double[] moves = new double[50];
        Arrays.fill(moves, 0.4);

        assertThat(of(moves).value()).isEqualByComparingTo("0.370");
        assertThat(of(moves).samples()).isEqualTo(50);
        assertThat(of(moves).source()).isEqualTo("editing_decisions");
    }

    @Test
    void aFewWildMovesDoNotChangeIt() {
        assertThat(of(0.4, 0.4, 0.4, 0.4, 0.4, -30, 30).value()).isEqualByComparingTo("0.255");
    }

    @Test
    void fewMovesAndMovesBothWaysAreNoHabit() {
        assertThat(of(0.4, 0.4, 0.4, 0.4).value()).isNull();
        assertThat(of(0.4, -0.4, 0.4, -0.4, 0.4, -0.4).value()).isNull();
        assertThat(of().value()).isNull();
        assertThat(of().samples()).isZero();
    }

    @Test
    void peopleWhoKeepThePointTeachThatToo() {
        assertThat(of(0, 0, 0, 0, 0, 0.5).value()).isEqualByComparingTo("0");
    }
}
