package dev.rushes.common.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RationalTest {
    @Test
    void equalValuesAreEqualRecords() {
        assertThat(Rational.of(2, -4)).isEqualTo(Rational.of(-1, 2));
        assertThat(Rational.of(new BigDecimal("0.10"))).isEqualTo(Rational.of(1, 10));
    }

    @Test
    void halvesRoundUpOnBothSidesOfZero() {
        assertThat(Rational.of(5, 2).roundHalfUp()).isEqualTo(3);
        assertThat(Rational.of(-5, 2).roundHalfUp()).isEqualTo(-2);
        assertThat(Rational.of(7, 3).roundHalfUp()).isEqualTo(2);
        assertThat(Rational.of(-7, 3).floor()).isEqualTo(-3);
    }

    @Test
    void sumsOfThirdsStayExact() {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < 3_000; i++) {
            sum = sum.plus(Rational.of(1, 3));
        }
        assertThat(sum).isEqualTo(Rational.of(1_000));
    }

    @Test
    void fractionsAndDecimalsAreRead() {
        assertThat(Rational.parse("30000/1001")).isEqualTo(Rational.of(30_000, 1_001));
        assertThat(Rational.parse("12.5")).isEqualTo(Rational.of(25, 2));
        assertThat(Rational.of(30_000, 1_001)).hasToString("30000/1001");
        assertThat(Rational.of(25)).hasToString("25");
        assertThat(Rational.of(1, 3).toDecimal()).isEqualByComparingTo("0.333333");
    }

    @Test
    void nonsenseIsANumberFormatException() {
        for (String text : new String[] {"", "a", "1/0", "1/", "/", "1/2/3", "1e99999"}) {
            assertThatThrownBy(() -> Rational.parse(text))
                    .as(text)
                    .isInstanceOf(NumberFormatException.class);
        }
    }

    @Test
    void exponentsAreNotWrittenOut() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    assertThatThrownBy(() -> Rational.parse("1e200000000"))
                            .isInstanceOf(NumberFormatException.class);
                    assertThat(Rational.parse("1e-200000000")).isEqualTo(Rational.ZERO);
                    assertThat(Rational.parse("0e200000000")).isEqualTo(Rational.ZERO);
                });
        assertThat(Rational.parse("5e-10")).isEqualTo(Rational.of(1, 1_000_000_000));
        assertThat(Rational.parse("4e-10")).isEqualTo(Rational.ZERO);
        assertThat(Rational.parse("9e9")).isEqualTo(Rational.of(9_000_000_000L));
    }

    @Test
    void comparisonDoesNotOverflow() {
        assertThat(Rational.of(Long.MAX_VALUE, 3)).isGreaterThan(Rational.of(Long.MAX_VALUE, 4));
    }
}
