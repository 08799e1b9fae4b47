package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.StackPorts;
import dev.rushes.local.standin.StandIns;
import dev.rushes.local.token.TokenIssuer;
import dev.rushes.local.validate.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged api-service as the job of a roll-out runs it, before the services of its version start. */
class MigrationOnlyIT {
    @TempDir Path folder = Path.of("");

    @Test
    void itMigratesAndEndsAndHasNothingToDoTheSecondTime() throws Exception {
        try (StandIns standIns = StandIns.startEphemeral()) {
            Map<String, String> variables = standIns.environment();
            String first = migrated(variables);
            String applied = applied(variables);
            assertThat(first).contains(applied + " migrations were new");
            assertThat(migrated(variables)).contains("; 0 migrations were new");
            assertThat(applied(variables)).isEqualTo(applied);
        }
    }

    @Test
    void withoutADatabaseItWaitsForOneInsteadOfSayingThatAllIsDone() throws Exception {
        Map<String, String> variables =
                Map.of("DATABASE_URL", "postgresql://rushes:rushes@127.0.0.1:1/rushes");
        Process process = start(variables, folder.resolve("waits.log"));
        try {
            assertThat(process.waitFor(8, TimeUnit.SECONDS)).as("it ends").isFalse();
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isNotZero();
    }

    private String migrated(Map<String, String> variables)
            throws IOException, InterruptedException {
        Path log = folder.resolve("migration.log");
        Process process = start(variables, log);
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static Process start(Map<String, String> variables, Path log) throws IOException {
        Installation installation = Installation.current();
        StackPorts ports = StackPorts.free(0);
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        installation.java().toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-jar",
                                        installation.runner("api-service").toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(TokenIssuer.ephemeral().environment());
        builder.environment().putAll(variables);
        builder.environment().put("RUSHES_MIGRATION_ONLY", "true");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
        builder.environment().put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        return builder.start();
    }

    private static String applied(Map<String, String> variables) throws Exception {
        try (Connection connection = new Environment(variables).connect();
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT count(*) FROM rushes_schema_history WHERE success AND version <> '0'")) {
            row.next();
            return row.getString(1);
        }
    }
}
