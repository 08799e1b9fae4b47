package dev.rushes.local.standin;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One set of ephemeral stand-ins for all tests of this module; they end with the test JVM. */
public final class SharedStandIns {
    private static final class Holder {
        static final StandIns RUNNING = StandIns.startEphemeral();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(RUNNING::close));
        }
    }

    private SharedStandIns() {}

    /** The variables of the shared stand-ins. */
    public static Map<String, String> environment() {
        return Holder.RUNNING.environment();
    }

    public static URI s3Endpoint() {
        return URI.create(value(environment(), "AWS_ENDPOINT_URL_S3"));
    }

    public static S3Client s3() {
        return s3(environment(), value(environment(), "AWS_SECRET_ACCESS_KEY"));
    }

    public static S3Client s3(Map<String, String> environment, String secretKey) {
        return S3Client.builder()
                .endpointOverride(URI.create(value(environment, "AWS_ENDPOINT_URL_S3")))
                .credentialsProvider(credentials(secretKey))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(
                        UrlConnectionHttpClient.builder()
                                .socketTimeout(Duration.ofSeconds(60))
                                .build())
                .build();
    }

    public static S3Presigner presigner(String secretKey) {
        return presigner(s3Endpoint(), secretKey);
    }

    public static S3Presigner presigner(Map<String, String> environment) {
        return presigner(
                URI.create(value(environment, "AWS_ENDPOINT_URL_S3")),
                value(environment, "AWS_SECRET_ACCESS_KEY"));
    }

    private static S3Presigner presigner(URI endpoint, String secretKey) {
        return S3Presigner.builder()
                .endpointOverride(endpoint)
                .credentialsProvider(credentials(secretKey))
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    public static S3Presigner presigner() {
        return presigner(value(environment(), "AWS_SECRET_ACCESS_KEY"));
    }

    public static SqsClient sqs() {
        return sqs(environment(), value(environment(), "AWS_SECRET_ACCESS_KEY"));
    }

    public static SqsClient sqs(Map<String, String> environment, String secretKey) {
        return SqsClient.builder()
                .endpointOverride(URI.create(value(environment, "AWS_ENDPOINT_URL_SQS")))
                .credentialsProvider(credentials(secretKey))
                .region(Region.US_EAST_1)
                .httpClient(
                        UrlConnectionHttpClient.builder()
                                .socketTimeout(Duration.ofSeconds(60))
                                .build())
                .build();
    }

    public static String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new AssertionError(name + " is missing");
        }
        return value;
    }

    private static StaticCredentialsProvider credentials(String secretKey) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create("rushes-local", secretKey));
    }
}
