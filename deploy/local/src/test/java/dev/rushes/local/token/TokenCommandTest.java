package dev.rushes.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.local.stack.StackFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code ./rushes token} prints, as a service would read it. */
class TokenCommandTest {
    private static final String SHOW = "0b8a7c5e-2f4d-4a67-9f0a-0a4c3d1f2b11";

    @TempDir Path data;

    private record Run(int code, List<String> lines) {}

    @Test
    void theLastLineIsATokenThatTheKeySetProves() throws Exception {
        TokenIssuer issuer = TokenIssuer.in(new StackFolder(data).issuer());
        Run run =
                run(
                        "--role",
                        "viewer",
                        "--role",
                        "editor",
                        "--show",
                        SHOW,
                        "--subject",
                        "ada",
                        "--ttl",
                        "15m");
        assertThat(run.code()).isZero();
        JwtClaims claims = checked(issuer, run.lines().getLast());
        assertThat(claims.getSubject()).isEqualTo("ada");
        assertThat(claims.getIssuer()).isEqualTo("urn:rushes:local");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("viewer", "editor");
        assertThat(claims.getStringListClaimValue("shows")).containsExactly(SHOW);
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isBetween(900L, 901L);
    }

    @Test
    void withoutOptionsItIsForEveryRoleAndAllShows() throws Exception {
        TokenIssuer issuer = TokenIssuer.in(new StackFolder(data).issuer());
        JwtClaims claims = checked(issuer, run().lines().getLast());
        assertThat(claims.getStringListClaimValue("groups"))
                .containsExactly("viewer", "editor", "approver", "operator");
        assertThat(claims.hasClaim("shows")).isFalse();
    }

    @Test
    void theKeyStaysAndOnlyItsOwnerReadsIt() throws Exception {
        Path folder = new StackFolder(data).issuer();
        TokenIssuer made = TokenIssuer.in(folder);
        TokenIssuer kept = TokenIssuer.in(folder);
        assertThat(kept.publicKey()).isEqualTo(made.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("key.json"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve("jwks.json")))
                .doesNotContain("\"d\"")
                .doesNotContain("\"p\"");
    }

    @Test
    void wrongOptionsAreRefused() throws Exception {
        TokenIssuer.in(new StackFolder(data).issuer());
        assertThat(run("--role", "admin").code()).isEqualTo(2);
        assertThat(run("--ttl", "soon").code()).isEqualTo(2);
        assertThat(run("--ttl", "31d").code()).isEqualTo(2);
        assertThat(run("--show", "mine").code()).isEqualTo(2);
    }

    @Test
    void withoutAStackThereIsNoToken() {
        assertThat(run().code()).isEqualTo(1);
    }

    private Run run(String... options) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new TokenCommand());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(new StringWriter()));
        List<String> arguments = new java.util.ArrayList<>(List.of("--data", data.toString()));
        arguments.addAll(List.of(options));
        int code = command.execute(arguments.toArray(String[]::new));
        return new Run(code, out.toString().lines().toList());
    }

    private static JwtClaims checked(TokenIssuer issuer, String token) throws Exception {
        String keys =
                Files.readString(
                        Path.of(
                                java.net.URI.create(
                                        issuer.environment().getOrDefault("JWT_JWKS_URL", ""))));
        return new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setExpectedIssuer(TokenIssuer.NAME)
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                .build()
                .processToClaims(token);
    }
}
