package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.StackPorts;
import dev.rushes.local.token.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged services as somebody starts them who forgot whose tokens they are to take. */
class StartWithoutTokensIT {

    @ParameterizedTest
    @CsvSource({
        "api-service, JWT_ISSUER",
        "api-service, JWT_JWKS_URL",
        "storage-service, JWT_ISSUER",
        "storage-service, JWT_JWKS_URL"
    })
    void aServiceWithoutAnIssuerOrKeysSaysWhichIsMissingInOneLineAndEnds(
            String module, String missing) throws IOException, InterruptedException {
        Installation installation = Installation.current();
        StackPorts ports = StackPorts.free(0);
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        installation.java().toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-jar",
                                        installation.runner(module).toString()))
                        .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("JWT_"));
        environment.putAll(TokenIssuer.ephemeral().environment());
        environment.remove(missing);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.api()));
        environment.put("API_MANAGEMENT_PORT", Integer.toString(ports.apiManagement()));
        environment.put("STORAGE_MANAGEMENT_PORT", Integer.toString(ports.storageManagement()));
        // Nobody listens there: that the database is away is no reason not to look at this first.
        environment.put("DATABASE_URL", "postgresql://rushes:rushes@127.0.0.1:1/rushes");
        Path log = Files.createTempFile("rushes-start", ".log");
        Process process = builder.redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            String said = Files.readString(log);
            assertThat(process.exitValue()).as(said).isEqualTo(1);
            assertThat(said.lines().filter(line -> line.contains(missing + " is not set")))
                    .as(said)
                    .hasSize(1);
            assertThat(said).doesNotContain("Listening on");
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
