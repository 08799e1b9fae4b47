package dev.rushes.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries go to the address that was checked, and the certificate is still that of the name. */
class PinnedTlsTest {
    private static final String PASSWORD = "changeit";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    @TempDir static Path folder;

    private static Vertx vertx;

    /** Certificates that sign themselves; all are trusted here but that of nobody. */
    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        vertx = Vertx.vertx();
        certificate("fitting", "dns:localhost", true);
        certificate("other-name", "dns:receiver.example", true);
        certificate("only-address", "ip:127.0.0.1", true);
        certificate("nobody", "dns:localhost", false);
        System.setProperty(TRUST_STORE, folder.resolve("trusted.p12").toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
    }

    @AfterAll
    static void forget() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTrustedCertificateOfTheNameIsDeliveredTo() throws Exception {
        Told told = deliver("fitting");
        assertThat(told.outcome()).isEqualTo(Outcome.answered(204));
        assertThat(told.hosts()).containsExactly("localhost:" + told.port());
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsNot() throws Exception {
        assertRefused(deliver("other-name"));
    }

    @Test
    void aTrustedCertificateOfTheAddressThatIsConnectedToIsNot() throws Exception {
        assertRefused(deliver("only-address"));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNot() throws Exception {
        assertRefused(deliver("nobody"));
    }

    private static void assertRefused(Told told) {
        assertThat(told.outcome())
                .isEqualTo(
                        Outcome.unanswered(
                                "TLS failed: its certificate is not trusted or not for this name"));
        assertThat(told.hosts()).isEmpty();
    }

    /** How a delivery went, and the Host headers that came through. */
    private record Told(Outcome outcome, int port, List<String> hosts) {}

    private static Told deliver(String certificate) throws Exception {
        List<String> hosts = new CopyOnWriteArrayList<>();
        HttpsServer receiver =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(identity(certificate)));
        receiver.createContext(
                "/hook",
                exchange -> {
                    hosts.add(exchange.getRequestHeaders().getFirst("Host"));
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        receiver.start();
        WebhookSettings settings = settings();
        SealedSecrets secrets = new SealedSecrets(settings);
        Courier courier = new Courier(vertx, new Destinations(settings), secrets, settings);
        try {
            int port = receiver.getAddress().getPort();
            UUID webhook = UUID.randomUUID();
            Outcome outcome =
                    courier.carry(
                            new DueDeliveries.Try(
                                    UUID.randomUUID(),
                                    webhook,
                                    "https://localhost:" + port + "/hook",
                                    HexFormat.of().formatHex(secrets.seal(webhook, secrets.make())),
                                    "job.completed",
                                    "{}",
                                    1));
            return new Told(outcome, port, hosts);
        } finally {
            receiver.stop(0);
        }
    }

    private static WebhookSettings settings() {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(WebhookSettings.class)
                        .withConverter(
                                java.time.Duration.class,
                                200,
                                new io.quarkus.runtime.configuration.DurationConverter())
                        .withDefaultValue("rushes.webhook.allow-private-addresses", "true")
                        .withDefaultValue(
                                "rushes.webhook.secrets-key",
                                java.util.Base64.getEncoder().encodeToString(new byte[32]))
                        .build();
        return config.getConfigMapping(WebhookSettings.class);
    }

    private static SSLContext identity(String certificate)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(certificate + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void certificate(String name, String subject, boolean trusted)
            throws IOException, InterruptedException {
        keytool(
                name + ".p12",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject);
        if (trusted) {
            String exported = folder.resolve(name + ".pem").toString();
            keytool(name + ".p12", "-exportcert", "-alias", name, "-file", exported);
            keytool("trusted.p12", "-importcert", "-noprompt", "-alias", name, "-file", exported);
        }
    }

    /** The JDK makes certificates only by its program. */
    private static void keytool(String store, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of(
                        "-keystore",
                        folder.resolve(store).toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
    }
}
