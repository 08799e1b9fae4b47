package dev.rushes.local.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Issues the bearer tokens of one stack. Its RSA key pair is made once and kept in a folder, readable by its owner only;
 * the services get the public half as a key set in a file.
 */
public final class TokenIssuer {
    /** The {@code iss} of every token. */
    public static final String NAME = "urn:rushes:local";

    /** Every role of the services, for whoever may do everything on this machine. */
    public static final List<String> ALL_ROLES =
            List.of("viewer", "editor", "approver", "operator");

    private static final int KEY_BITS = 2048;
    private static final String KEY = "key.json";
    private static final String KEY_SET = "jwks.json";

    private final Path folder;
    private final RsaJsonWebKey key;

    private TokenIssuer(Path folder, RsaJsonWebKey key) {
        this.folder = folder;
        this.key = key;
    }

    /** The issuer in {@code folder}; made with its key pair where there is none yet. */
    public static TokenIssuer in(Path folder) throws IOException {
        Optional<TokenIssuer> kept = kept(folder);
        return kept.isPresent() ? kept.get() : make(folder);
    }

    /** An issuer for the tests of this JVM, gone with it. */
    public static TokenIssuer ephemeral() {
        return Ephemeral.ISSUER;
    }

    private static final class Ephemeral {
        static final TokenIssuer ISSUER = make();

        private static TokenIssuer make() {
            try {
                Path folder = Files.createTempDirectory("rushes-issuer");
                // In reverse order: the files first.
                folder.toFile().deleteOnExit();
                folder.resolve(KEY_SET).toFile().deleteOnExit();
                folder.resolve(KEY).toFile().deleteOnExit();
                return in(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The issuer in {@code folder}, or empty where none was made. */
    public static Optional<TokenIssuer> kept(Path folder) throws IOException {
        Path file = folder.resolve(KEY);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new TokenIssuer(
                            folder, new RsaJsonWebKey(JsonUtil.parseJson(Files.readString(file)))));
        } catch (JoseException e) {
            throw new IOException(file + " holds no key", e);
        }
    }

    private static TokenIssuer make(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(KEY_BITS);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            key.setUse("sig");
            // The private half last: with it there, the other is there too.
            write(
                    folder.resolve(KEY_SET),
                    new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            write(folder.resolve(KEY), key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
            return new TokenIssuer(folder, key);
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What tells the services whose tokens to take. */
    public Map<String, String> environment() {
        return Map.of(
                "JWT_ISSUER",
                NAME,
                "JWT_JWKS_URL",
                folder.resolve(KEY_SET).toAbsolutePath().toUri().toString());
    }

    /** A token of the subject {@code local} that may do everything. */
    public String token(Duration life) {
        return token("local", ALL_ROLES, Optional.empty(), life);
    }

    /**
     * A signed token.
     *
     * @param subject who it stands for
     * @param roles its {@code groups}
     * @param shows ids of the shows that it may see; empty for all
     * @param life from now on
     */
    public String token(
            String subject, List<String> roles, Optional<List<UUID>> shows, Duration life) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setSubject(subject);
        claims.setIssuedAtToNow();
        claims.setExpirationTime(
                NumericDate.fromSeconds(NumericDate.now().getValue() + life.toSeconds()));
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", roles);
        shows.ifPresent(ids ->
                claims.setStringListClaim("shows", ids.stream().map(UUID::toString).toList()));
        return sign(claims);
    }

    /** Signs any claims, also such as no service takes. */
    public String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the key fits its algorithm", e);
        }
    }

    /** The public half. */
    public PublicKey publicKey() {
        return key.getPublicKey();
    }
}
