package dev.rushes.local.validate;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The variables: there, and of the right form. */
final class EnvironmentChecks {
    private static final List<String> QUEUES =
            List.of(
                    "SQS_VIDEO_PROCESSING_QUEUE_URL",
                    "SQS_VIDEO_PROCESSING_DLQ_URL",
                    "SQS_MEDIA_ANALYSIS_QUEUE_URL",
                    "SQS_MEDIA_ANALYSIS_DLQ_URL");
    private static final List<String> OPTIONAL_URLS =
            List.of(
                    "AWS_ENDPOINT_URL_S3",
                    "AWS_ENDPOINT_URL_SQS",
                    "S3_PUBLIC_ENDPOINT",
                    "STORAGE_SERVICE_URL",
                    "PUBLIC_BASE_URL");

    private EnvironmentChecks() {}

    static List<Check> all(Environment environment) {
        var checks = new ArrayList<Check>();
        checks.add(
                new Check("variable DATABASE_URL", () -> DatabaseAddress.of(environment).shown()));
        checks.add(
                new Check(
                        "variable AWS_REGION",
                        () -> {
                            String region = environment.region();
                            Unmet.unless(region.matches("[a-z]{2}(-[a-z]+)+-\\d"), region);
                            return region;
                        }));
        checks.add(
                new Check(
                        "AWS credentials",
                        () ->
                                "key "
                                        + environment
                                                .credentials()
                                                .resolveCredentials()
                                                .accessKeyId()));
        for (String name : QUEUES) {
            checks.add(
                    new Check(
                            "variable " + name,
                            () -> {
                                String url = requireUrl(name, environment.require(name));
                                Unmet.unless(url.endsWith(".fifo"), url + " does not end in .fifo");
                                return url;
                            }));
        }
        for (BucketChecks.Bucket bucket : BucketChecks.Bucket.values()) {
            checks.add(
                    new Check(
                            "variable " + bucket.variable(),
                            () -> {
                                String name = bucket.name(environment);
                                Unmet.unless(
                                        name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), name);
                                return name;
                            }));
        }
        checks.add(new Check("variable JWT_ISSUER", () -> environment.require("JWT_ISSUER")));
        checks.add(
                new Check(
                        "variable JWT_JWKS_URL",
                        () -> keySet(environment.require("JWT_JWKS_URL"))));
        for (String name : OPTIONAL_URLS) {
            checks.add(
                    new Check(
                            "variable " + name,
                            () -> {
                                var value = environment.get(name);
                                return value.isPresent()
                                        ? requireUrl(name, value.get())
                                        : "not set";
                            }));
        }
        checks.add(
                new Check(
                        "variable S3_PATH_STYLE",
                        () -> {
                            String value = environment.get("S3_PATH_STYLE").orElse("false");
                            String lower = value.toLowerCase(Locale.ROOT);
                            Unmet.unless(lower.equals("true") || lower.equals("false"), value);
                            return value;
                        }));
        checks.add(
                new Check(
                        "variable CORS_ALLOWED_ORIGINS",
                        () -> {
                            List<String> origins = origins(environment);
                            for (String origin : origins) {
                                Unmet.unless(
                                        origin.equals("*") || origin.matches("https?://[^/]+"),
                                        origin + " is not an origin (scheme://host[:port])");
                            }
                            return origins.isEmpty() ? "not set" : String.join(", ", origins);
                        }));
        return checks;
    }

    static List<String> origins(Environment environment) {
        return Arrays.stream(environment.get("CORS_ALLOWED_ORIGINS").orElse("").split(",", -1))
                .map(String::strip)
                .filter(o -> !o.isEmpty())
                .toList();
    }

    private static String keySet(String value) throws Unmet {
        if (!value.startsWith("file:")) {
            return requireUrl("JWT_JWKS_URL", value);
        }
        Unmet.unless(
                Files.isReadable(Path.of(URI.create(value).getPath())), value + " is not there");
        return value;
    }

    private static String requireUrl(String name, String value) throws Unmet {
        try {
            URI uri = URI.create(value);
            Unmet.unless(
                    uri.getHost() != null
                            && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())),
                    name + " is no http or https URL: " + value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new Unmet(name + " is no URL: " + value);
        }
    }
}
