package dev.rushes.local.validate;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The variables of the specification and what they mean; without endpoints it is AWS itself.
 *
 * @param variables as the services would see them
 */
public record Environment(Map<String, String> variables) {

    /** Copies the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The variable without surrounding white space; empty where it is not set or blank. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    String require(String name) throws Unmet {
        return get(name).orElseThrow(() -> new Unmet(name + " is not set"));
    }

    String region() {
        return get("AWS_REGION").orElse("us-east-1");
    }

    AwsCredentialsProvider credentials() {
        Optional<String> key = get("AWS_ACCESS_KEY_ID");
        Optional<String> secret = get("AWS_SECRET_ACCESS_KEY");
        if (key.isEmpty() || secret.isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(
                get("AWS_SESSION_TOKEN").isPresent()
                        ? AwsSessionCredentials.create(
                                key.get(), secret.get(), get("AWS_SESSION_TOKEN").get())
                        : AwsBasicCredentials.create(key.get(), secret.get()));
    }

    /** A client for the S3 that is named; the caller closes it. */
    public S3Client s3() {
        var builder =
                S3Client.builder()
                        .region(Region.of(region()))
                        .credentialsProvider(credentials())
                        .forcePathStyle(Boolean.parseBoolean(get("S3_PATH_STYLE").orElse("false")))
                        .httpClient(UrlConnectionHttpClient.create());
        get("AWS_ENDPOINT_URL_S3").ifPresent(url -> builder.endpointOverride(URI.create(url)));
        return builder.build();
    }

    /** Signs for whoever is given a URL: at the address that browsers use, where it is another. The caller closes it. */
    public S3Presigner presigner() {
        var builder =
                S3Presigner.builder()
                        .region(Region.of(region()))
                        .credentialsProvider(credentials())
                        .serviceConfiguration(
                                S3Configuration.builder()
                                        .pathStyleAccessEnabled(
                                                Boolean.parseBoolean(
                                                        get("S3_PATH_STYLE").orElse("false")))
                                        .build());
        get("S3_PUBLIC_ENDPOINT")
                .or(() -> get("AWS_ENDPOINT_URL_S3"))
                .ifPresent(url -> builder.endpointOverride(URI.create(url)));
        return builder.build();
    }

    /** A client for the SQS that is named; the caller closes it. */
    public SqsClient sqs() {
        var builder =
                SqsClient.builder()
                        .region(Region.of(region()))
                        .credentialsProvider(credentials())
                        .httpClient(UrlConnectionHttpClient.create());
        get("AWS_ENDPOINT_URL_SQS").ifPresent(url -> builder.endpointOverride(URI.create(url)));
        return builder.build();
    }

    /**
     * Connects to the database that is named; the caller closes the connection.
     *
     * @throws Unmet where {@code DATABASE_URL} is missing or cannot be used
     */
    public Connection connect() throws SQLException, Unmet {
        return DatabaseAddress.of(this).connect();
    }

    /** Where a service answers; by its port on this machine where no address is given. */
    public String serviceUrl(String addressVariable, String portVariable, int defaultPort) {
        return get(addressVariable)
                .orElse(
                        "http://127.0.0.1:"
                                + get(portVariable).orElse(Integer.toString(defaultPort)))
                .replaceAll("/+$", "");
    }
}
