package dev.rushes.local.validate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The three services: alive, and ready by their own dependencies. */
final class ServiceChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ServiceChecks() {}

    static List<Check> all(Environment environment) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        var checks = new ArrayList<Check>();
        add(
                checks,
                client,
                "api-service",
                environment.serviceUrl("PUBLIC_BASE_URL", "API_PORT", 8080));
        add(
                checks,
                client,
                "storage-service",
                environment.serviceUrl("STORAGE_SERVICE_URL", "STORAGE_PORT", 8081));
        add(
                checks,
                client,
                "render-worker",
                environment.serviceUrl("WORKER_SERVICE_URL", "WORKER_PORT", 8082));
        return checks;
    }

    private static void add(List<Check> checks, HttpClient client, String service, String url) {
        for (String kind : List.of("live", "ready")) {
            checks.add(
                    new Check(
                            "service " + service + " " + kind,
                            () -> health(client, url + "/q/health/" + kind)));
        }
    }

    private static String health(HttpClient client, String url)
            throws Unmet, IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                            BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unmet("no answer from " + url + ": " + e.getClass().getSimpleName());
        }
        boolean up = answer.statusCode() == 200 && answer.body().contains("\"UP\"");
        Unmet.unless(up, answer.statusCode() + " from " + url + " " + answer.body());
        return "UP at " + url;
    }
}
