package dev.rushes.render.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    @ParameterizedTest
    @CsvSource({
        "08001, true",
        "57P01, true",
        "40001, true",
        "40P01, true",
        "42P01, true",
        "42703, true",
        "53300, true",
        "23505, false",
        "22P02, false",
        "42601, false"
    })
    void theDatabasesCodeTellsWhatPasses(String state, boolean passes) {
        var thrown = new IllegalStateException("wrapped", new SQLException("said", state));
        assertThat(Outage.is(thrown)).isEqualTo(passes);
    }

    @Test
    void aPoolWithoutConnectionsIsAnOutage() {
        assertThat(Outage.is(new IllegalStateException(new SQLException("acquisition timeout"))))
                .isTrue();
    }

    @Test
    void aBugIsNone() {
        assertThat(Outage.is(new IllegalStateException("bug"))).isFalse();
    }
}
