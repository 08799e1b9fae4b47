package dev.rushes.storage.bucket;

import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Which web pages may upload to a bucket and play from it. */
@Singleton
class Cors implements BucketSetting {
    /** A developer's own pages, where nothing is configured. */
    private static final List<String> LOCAL_ORIGINS =
            List.of("http://localhost:*", "http://127.0.0.1:*");

    private final S3Client s3;
    private final List<String> origins;

    Cors(S3Client s3, BucketSettings settings) {
        this.s3 = s3;
        this.origins =
                settings.corsAllowedOrigins().orElse(LOCAL_ORIGINS).stream()
                        .map(String::strip)
                        .toList();
    }

    /** One CORS rule. */
    record Rule(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposedHeaders,
            @Nullable Integer maxAgeSeconds) {}

    @Override
    public String name() {
        return "cors";
    }

    @Override
    public String readAction() {
        return "s3:GetBucketCORS";
    }

    @Override
    public String writeAction() {
        return "s3:PutBucketCORS";
    }

    @Override
    public List<Rule> desired(BucketDefinition definition) {
        return definition.browserAccess()
                ? List.of(
                        new Rule(
                                origins,
                                BucketDefinition.BROWSER_METHODS,
                                List.of("*"),
                                BucketDefinition.BROWSER_EXPOSED_HEADERS,
                                BucketDefinition.BROWSER_MAX_AGE_SECONDS))
                : List.of();
    }

    @Override
    public List<Rule> actual(String bucket) {
        try {
            return S3Call.answer(() -> s3.getBucketCors(request -> request.bucket(bucket)))
                    .corsRules()
                    .stream()
                    .map(rule ->
                            new Rule(
                                    List.copyOf(rule.allowedOrigins()),
                                    List.copyOf(rule.allowedMethods()),
                                    List.copyOf(rule.allowedHeaders()),
                                    List.copyOf(rule.exposeHeaders()),
                                    rule.maxAgeSeconds()))
                    .toList();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return List.of();
            }
            throw e;
        }
    }

    /** Replaces them all: a rule of somebody else would open the bucket to pages that nobody here knows of. */
    @Override
    public void mend(String bucket, BucketDefinition definition) {
        List<Rule> desired = desired(definition);
        if (desired.isEmpty()) {
            S3Call.answer(() -> s3.deleteBucketCors(request -> request.bucket(bucket)));
            return;
        }
        List<CORSRule> rules =
                desired.stream()
                        .map(rule ->
                                CORSRule.builder()
                                        .id("rushes-browsers")
                                        .allowedOrigins(rule.origins())
                                        .allowedMethods(rule.methods())
                                        .allowedHeaders(rule.headers())
                                        .exposeHeaders(rule.exposedHeaders())
                                        .maxAgeSeconds(rule.maxAgeSeconds())
                                        .build())
                        .toList();
        S3Call.answer(() ->
                s3.putBucketCors(request ->
                        request.bucket(bucket).corsConfiguration(cors -> cors.corsRules(rules))));
    }
}
