package dev.rushes.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseUrlConfigTest {
    @Test
    void aFullUrlGivesAllThreeSettings() {
        assertThat(
                        DatabaseUrlConfig.settings(
                                "postgresql://me:p%40ss+w@db:5433/rushes?sslmode=require",
                                null, null))
                .isEqualTo(
                        Map.of(
                                "quarkus.datasource.jdbc.url",
                                        "jdbc:postgresql://db:5433/rushes?sslmode=require",
                                "quarkus.datasource.username", "me",
                                "quarkus.datasource.password", "p@ss+w"));
    }

    @Test
    void userAndPasswordOfTheirOwnWin() {
        assertThat(DatabaseUrlConfig.settings("postgresql://db/rushes", "you", "secret"))
                .isEqualTo(
                        Map.of(
                                "quarkus.datasource.jdbc.url", "jdbc:postgresql://db/rushes",
                                "quarkus.datasource.username", "you",
                                "quarkus.datasource.password", "secret"));
    }

    @Test
    void aWrongUrlIsRefusedWithoutShowingIt() {
        assertThatThrownBy(
                        () -> DatabaseUrlConfig.settings("mysql://me:hidden@db/rushes", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hidden");
    }
}
