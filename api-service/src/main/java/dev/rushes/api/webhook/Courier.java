package dev.rushes.api.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Carries one delivery to its receiver, outside of any transaction. It connects to the very address that was checked,
 * while the name stays in the Host header and in the check of the certificate; follows no redirect, and reads nothing
 * of the answer but its status.
 */
@ApplicationScoped
class Courier {
    private final Destinations destinations;
    private final SealedSecrets secrets;
    private final WebhookSettings settings;
    private final HttpClient http;

    Courier(
            Vertx vertx,
            Destinations destinations,
            SealedSecrets secrets,
            WebhookSettings settings) {
        this.destinations = destinations;
        this.secrets = secrets;
        this.settings = settings;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setMaxPoolSize(settings.atOnce())
                                .setConnectTimeout((int) settings.timeout().toMillis())
                                .setMaxHeaderSize(16_384)
                                .setDecompressionSupported(false));
    }

    void stop(@Observes ShutdownEvent event) {
        http.close();
    }

    Outcome carry(DueDeliveries.Try delivery) throws InterruptedException {
        try {
            URI uri = destinations.uri(delivery.url());
            byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
            String secret =
                    secrets.open(
                            delivery.webhook(), HexFormat.of().parseHex(delivery.sealedSecret()));
            RequestOptions request =
                    request(uri, destinations.address(uri))
                            .putHeader("Content-Type", "application/json")
                            .putHeader("User-Agent", "Rushes-Webhooks/1")
                            .putHeader("Rushes-Delivery", delivery.delivery().toString())
                            .putHeader("Rushes-Event", delivery.event())
                            .putHeader("Rushes-Attempt", Integer.toString(delivery.attempt()))
                            .putHeader(Signature.HEADER, Signature.of(secret, Instant.now(), body));
            return Outcome.answered(status(request, Buffer.buffer(body)));
        } catch (Destinations.Refused e) {
            return Outcome.unanswered("the address " + e.getMessage());
        } catch (UnknownHostException e) {
            return Outcome.unanswered("the name of its host is not known");
        } catch (GeneralSecurityException e) {
            return Outcome.unanswered(
                    "its secret was sealed with another key; register the webhook again");
        } catch (TimeoutException e) {
            return Outcome.unanswered(
                    "did not answer within " + settings.timeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            return Outcome.unanswered(
                    e.getCause() instanceof SSLException
                            ? "TLS failed: its certificate is not trusted or not for this name"
                            : "could not be reached, or hung up");
        }
    }

    private RequestOptions request(URI uri, InetSocketAddress address) {
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(uri.getHost())
                .setPort(address.getPort())
                .setSsl("https".equalsIgnoreCase(uri.getScheme()))
                .setFollowRedirects(false)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private int status(RequestOptions options, Buffer body)
            throws InterruptedException, ExecutionException, TimeoutException {
        AtomicReference<@Nullable HttpClientRequest> opened = new AtomicReference<>();
        CompletableFuture<Integer> status =
                http.request(options)
                        .compose(request -> {
                            opened.set(request);
                            return request.send(body)
                                    .map(answer -> {
                                        int code = answer.statusCode();
                                        // Its body, however long, is nothing to us; that we hang up
                                        // is no
                                        // news either.
                                        answer.exceptionHandler(hungUp -> {});
                                        request.reset();
                                        return code;
                                    });
                        })
                        .toCompletionStage()
                        .toCompletableFuture();
        try {
            return status.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            HttpClientRequest request = opened.get();
            if (request != null) {
                request.reset();
            }
            throw e;
        }
    }
}
