package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.SignedRequest.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks AWS Signature Version 4 in headers and in presigned URLs, by computing the signature anew.
 *
 * <p>Source of the rules: "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3 API
 * reference.
 */
final class SignatureV4 {
    static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
    private static final Duration LONGEST_PRESIGN = Duration.ofDays(7);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String accessKey;
    private final String secretKey;
    private final String region;
    private final String service;
    private final InstantSource clock;
    private final Function<Instant, Duration> movedSince;

    SignatureV4(
            String accessKey,
            String secretKey,
            String region,
            String service,
            InstantSource clock) {
        this(accessKey, secretKey, region, service, clock, made -> Duration.ZERO);
    }

    /**
     * @param movedSince what presigned URLs made at a moment have aged by since, beside what the clock shows
     */
    SignatureV4(
            String accessKey,
            String secretKey,
            String region,
            String service,
            InstantSource clock,
            Function<Instant, Duration> movedSince) {
        this.movedSince = movedSince;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
        this.service = service;
        this.clock = clock;
    }

    /**
     * What a verified request was sealed with; the chunks of a streamed body continue from here.
     *
     * @param payloadHash the announced SHA-256 of the body in hex, or one of the named ways of
     *     sending a body ({@code UNSIGNED-PAYLOAD}, {@code STREAMING-...})
     */
    record Seal(
            SecretKeySpec key,
            String timestamp,
            String scope,
            String signature,
            String payloadHash) {}

    /**
     * @param bodyHash SHA-256 of the body in hex, used where the request does not announce one
     * @throws AwsError with the code that AWS would answer
     */
    Seal verify(SignedRequest request, String bodyHash) {
        if (request.parameter("X-Amz-Algorithm").isPresent()
                || request.parameter("X-Amz-Signature").isPresent()) {
            return verifyPresigned(request);
        }
        String authorization =
                request.header("authorization")
                        .orElseThrow(() -> new AwsError(403, "AccessDenied", "Access Denied"));
        return verifyHeader(request, authorization, bodyHash);
    }

    private Seal verifyHeader(SignedRequest request, String authorization, String bodyHash) {
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw new AwsError(
                    400, "InvalidRequest", "Please use " + ALGORITHM + " to sign the request.");
        }
        var fields = new TreeMap<String, String>();
        for (String field : authorization.substring(ALGORITHM.length()).split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals).strip(), field.substring(equals + 1).strip());
            }
        }
        String timestamp = request.header("x-amz-date").orElse("");
        Instant signedAt = parse(timestamp, "AccessDenied");
        if (Duration.between(signedAt, clock.instant()).abs().compareTo(CLOCK_SKEW) > 0) {
            throw new AwsError(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
        }
        String payloadHash = request.header("x-amz-content-sha256").orElse(bodyHash);
        return compare(
                request,
                new Claim(
                        fields.getOrDefault("Credential", ""),
                        timestamp,
                        fields.getOrDefault("SignedHeaders", ""),
                        fields.getOrDefault("Signature", ""),
                        payloadHash,
                        "AuthorizationHeaderMalformed"),
                request.query());
    }

    private Seal verifyPresigned(SignedRequest request) {
        String malformed = "AuthorizationQueryParametersError";
        if (!request.parameter("X-Amz-Algorithm").orElse("").equals(ALGORITHM)) {
            throw new AwsError(400, malformed, "X-Amz-Algorithm only supports " + ALGORITHM);
        }
        String timestamp = request.parameter("X-Amz-Date").orElse("");
        Instant signedAt = parse(timestamp, malformed);
        long seconds;
        try {
            seconds = Long.parseLong(request.parameter("X-Amz-Expires").orElse(""));
        } catch (NumberFormatException e) {
            throw new AwsError(400, malformed, "X-Amz-Expires should be a number");
        }
        if (seconds < 0) {
            throw new AwsError(400, malformed, "X-Amz-Expires must be non-negative");
        }
        if (seconds > LONGEST_PRESIGN.toSeconds()) {
            throw new AwsError(
                    400, malformed, "X-Amz-Expires must be less than a week (in seconds)");
        }
        Seal seal =
                compare(
                        request,
                        new Claim(
                                request.parameter("X-Amz-Credential").orElse(""),
                                timestamp,
                                request.parameter("X-Amz-SignedHeaders").orElse(""),
                                request.parameter("X-Amz-Signature").orElse(""),
                                request.header("x-amz-content-sha256").orElse(UNSIGNED_PAYLOAD),
                                malformed),
                        request.query().stream()
                                .filter(p -> !p.name().equals("X-Amz-Signature"))
                                .toList());
        Instant now = clock.instant();
        if (signedAt.isAfter(now.plus(CLOCK_SKEW))) {
            throw new AwsError(403, "AccessDenied", "Request is not yet valid");
        }
        // A timestamp has whole seconds: what was signed in the second of a move counts as signed
        // after it.
        Duration moved = movedSince.apply(signedAt.plusSeconds(1));
        if (now.plus(moved).isAfter(signedAt.plusSeconds(seconds))) {
            throw new AwsError(403, "AccessDenied", "Request has expired");
        }
        return seal;
    }

    private record Claim(
            String credential,
            String timestamp,
            String signedHeaders,
            String signature,
            String payloadHash,
            String malformedCode) {}

    private Seal compare(SignedRequest request, Claim claim, List<Parameter> query) {
        String day = claim.timestamp().substring(0, 8);
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        int slash = claim.credential().indexOf('/');
        if (slash < 0) {
            throw new AwsError(400, claim.malformedCode(), "The credential is malformed.");
        }
        if (!claim.credential().substring(0, slash).equals(accessKey)) {
            throw new AwsError(
                    403,
                    "InvalidAccessKeyId",
                    "The AWS Access Key Id you provided does not exist in our records.");
        }
        if (!claim.credential().substring(slash + 1).equals(scope)) {
            throw new AwsError(
                    400, claim.malformedCode(), "The credential's scope should be " + scope);
        }
        List<String> signedHeaders = List.of(claim.signedHeaders().split(";", -1));
        for (String header : request.headers().keySet()) {
            boolean mustBeSigned = header.equals("host") || header.startsWith("x-amz-");
            if (mustBeSigned && !signedHeaders.contains(header)) {
                throw new AwsError(
                        403,
                        "AccessDenied",
                        "There were headers present in the request which were not signed: "
                                + header);
            }
        }
        String canonical =
                String.join(
                        "\n",
                        request.method(),
                        canonicalPath(request.path()),
                        canonicalQuery(query),
                        signedHeaders.stream()
                                .map(name -> name + ":" + request.header(name).orElse("") + "\n")
                                .collect(Collectors.joining()),
                        claim.signedHeaders(),
                        claim.payloadHash());
        String toSign =
                String.join(
                        "\n",
                        ALGORITHM,
                        claim.timestamp(),
                        scope,
                        sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        SecretKeySpec key = signingKey(day);
        String expected = sign(key, toSign);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                claim.signature().getBytes(StandardCharsets.UTF_8))) {
            throw new AwsError(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
        return new Seal(key, claim.timestamp(), scope, expected, claim.payloadHash());
    }

    private SecretKeySpec signingKey(String day) {
        byte[] bytes = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(day, region, service, "aws4_request")) {
            bytes = hmac(new SecretKeySpec(bytes, "HmacSHA256"), part);
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    static String sign(SecretKeySpec key, String text) {
        return HexFormat.of().formatHex(hmac(key, text));
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant parse(String timestamp, String code) {
        try {
            return Instant.from(TIMESTAMP.parse(timestamp));
        } catch (DateTimeException e) {
            throw new AwsError(
                    code.equals("AccessDenied") ? 403 : 400,
                    code,
                    "A valid X-Amz-Date (ISO 8601 basic, UTC) is required.");
        }
    }

    /** S3 signs the path encoded once; the clients of SQS use paths that need no encoding at all. */
    private static String canonicalPath(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> encode(decodePath(part)))
                .collect(Collectors.joining("/"));
    }

    private static byte[] decodePath(String part) {
        // Not URLDecoder: in a path a plus sign is a plus sign.
        byte[] raw = part.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%'
                    && i + 2 < raw.length
                    && HexFormat.isHexDigit(raw[i + 1])
                    && HexFormat.isHexDigit(raw[i + 2])) {
                decoded[length++] =
                        (byte)
                                (HexFormat.fromHexDigit(raw[i + 1]) * 16
                                        + HexFormat.fromHexDigit(raw[i + 2]));
                i += 2;
            } else {
                decoded[length++] = raw[i];
            }
        }
        return Arrays.copyOf(decoded, length);
    }

    private static String canonicalQuery(List<Parameter> query) {
        return query.stream()
                .map(p ->
                        encode(p.name().getBytes(StandardCharsets.UTF_8))
                                + "="
                                + encode(p.value().getBytes(StandardCharsets.UTF_8)))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String encode(byte[] bytes) {
        var encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            boolean unreserved =
                    (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || "-_.~".indexOf(c) >= 0;
            if (unreserved) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
