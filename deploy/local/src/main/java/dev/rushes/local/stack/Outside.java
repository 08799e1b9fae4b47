package dev.rushes.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a stack lies outside of it.
 *
 * @param origins of browser pages that may call the services, such as {@code http://localhost:5173}; none leaves the
 *     services to their default
 * @param s3 variables that name another S3 than the stand-in, its buckets and its credentials; none is the stand-in
 */
public record Outside(List<String> origins, Map<String, String> s3) {

    /** Nothing does. */
    public static final Outside NOTHING = new Outside(List.of(), Map.of());

    private static final String AWS = "aws";
    private static final List<String> TAKEN =
            List.of(
                    "AWS_REGION",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "AWS_PROFILE",
                    "S3_PATH_STYLE",
                    "S3_PUBLIC_ENDPOINT",
                    "S3_KMS_KEY_ID",
                    "S3_RAW_FOOTAGE_BUCKET",
                    "S3_PROCESSED_VIDEOS_BUCKET",
                    "S3_TRAINING_DATA_BUCKET");

    /** Copies both. */
    public Outside {
        origins = List.copyOf(origins);
        s3 = Map.copyOf(s3);
    }

    /** The same with pages of these origins. */
    public Outside withOrigins(List<String> pages) {
        return new Outside(pages, s3);
    }

    /**
     * The same with another S3.
     *
     * @param endpoint its address, or {@code aws} for AWS's own
     * @param environment where its credentials and buckets are named, as in .env.example
     * @throws StackFailure where buckets are not named: those of the stand-in have names that anybody may have taken
     */
    public Outside withS3(String endpoint, Map<String, String> environment) {
        String address = endpoint.equals(AWS) ? "" : endpoint;
        Map<String, String> variables = new TreeMap<>();
        variables.put("S3_PATH_STYLE", Boolean.toString(!address.isEmpty()));
        variables.put("S3_PUBLIC_ENDPOINT", address);
        for (String name : TAKEN) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                variables.put(name, value);
            }
        }
        variables.put("AWS_ENDPOINT_URL_S3", address);
        List<String> missing = new ArrayList<>();
        for (String bucket : TAKEN.subList(TAKEN.size() - 3, TAKEN.size())) {
            if (!variables.containsKey(bucket)) {
                missing.add(bucket);
            }
        }
        if (!missing.isEmpty()) {
            throw new StackFailure("--s3 needs buckets of your own: " + String.join(", ", missing));
        }
        return new Outside(origins, variables);
    }
}
