package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.BucketConfigurations.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bucket's policy forbids. Only that is evaluated: there is one account, which may do everything else, and a
 * statement with a condition is left out.
 */
final class BucketPolicies {
    private static final String ARN = "arn:aws:s3:::";

    private final BucketConfigurations configurations;
    private final JsonMapper json = JsonMapper.builder().build();

    BucketPolicies(BucketConfigurations configurations) {
        this.configurations = configurations;
    }

    /**
     * @throws AwsError where a statement denies the call to everybody
     */
    void check(SignedRequest request, String bucket, String key) {
        Optional<byte[]> policy = configurations.policy(bucket);
        if (policy.isEmpty()) {
            return;
        }
        String action = action(request, key);
        String resource = ARN + bucket + (key.isEmpty() ? "" : "/" + key);
        for (JsonNode statement : json.readTree(policy.get()).path("Statement")) {
            JsonNode principal = statement.path("Principal");
            boolean everybody =
                    principal.asString("").equals("*")
                            || principal.path("AWS").asString("").equals("*");
            if (statement.path("Effect").asString("").equals("Deny")
                    && everybody
                    && statement.path("Condition").isMissingNode()
                    && matches(statement.path("Action"), action)
                    && matches(statement.path("Resource"), resource)) {
                throw new AwsError(
                        403,
                        "AccessDenied",
                        "User is not authorized to perform: "
                                + action
                                + " on resource: \""
                                + resource
                                + "\" with an explicit deny in a resource-based policy");
            }
        }
    }

    private static boolean matches(JsonNode patterns, String text) {
        var all = new ArrayList<String>();
        if (patterns.isArray()) {
            patterns.forEach(pattern -> all.add(pattern.asString("")));
        } else {
            all.add(patterns.asString(""));
        }
        return all.stream().anyMatch(pattern -> glob(pattern).matcher(text).matches());
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                List.of(pattern.split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }

    /** As IAM calls it; a policy itself can always be taken away again. */
    private static String action(SignedRequest request, String key) {
        String verb = request.method().equals("GET") ? "Get" : "Put";
        if (key.isEmpty()) {
            Optional<Kind> kind = Kind.of(request);
            if (kind.isPresent()) {
                return switch (kind.get()) {
                    case CORS -> "s3:" + verb + "BucketCORS";
                    case LIFECYCLE -> "s3:" + verb + "LifecycleConfiguration";
                    case PUBLIC_ACCESS -> "s3:" + verb + "BucketPublicAccessBlock";
                    case ENCRYPTION -> "s3:" + verb + "EncryptionConfiguration";
                    case OWNERSHIP -> "s3:" + verb + "BucketOwnershipControls";
                    case TAGGING -> "s3:" + verb + "BucketTagging";
                    case POLICY -> "";
                };
            }
            if (request.parameter("versioning").isPresent()) {
                return "s3:" + verb + "BucketVersioning";
            }
            return switch (request.method()) {
                case "PUT" -> "s3:CreateBucket";
                case "DELETE" -> "s3:DeleteBucket";
                case "POST" -> "s3:DeleteObject";
                default -> "s3:ListBucket";
            };
        }
        return switch (request.method()) {
            case "GET", "HEAD" ->
                    request.parameter("versionId").isPresent()
                            ? "s3:GetObjectVersion"
                            : "s3:GetObject";
            case "DELETE" ->
                    request.parameter("versionId").isPresent()
                            ? "s3:DeleteObjectVersion"
                            : "s3:DeleteObject";
            default -> Archive.isRestore(request, key) ? "s3:RestoreObject" : "s3:PutObject";
        };
    }
}
