package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.SignatureV4.Seal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Follows the bytes of an aws-chunked body as they pass and checks the signature of every chunk and
 * of the trailer; each signature covers the one before it, so none can be left out or moved.
 */
final class SignedChunks {
    private static final String EMPTY_HASH = SignatureV4.sha256(new byte[0]);
    private static final int LONGEST_LINE = 16 * 1024;

    private enum State {
        HEADER,
        DATA,
        AFTER_DATA,
        TRAILER,
        END
    }

    private final Seal seal;
    private final boolean trailer;
    private final MessageDigest digest = SignatureV4.newSha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> trailerLines = new ArrayList<>();
    private State state = State.HEADER;
    private String previous;
    private String announced = "";
    private long size;
    private long left;

    SignedChunks(Seal seal) {
        this.seal = seal;
        this.trailer = seal.payloadHash().endsWith("-TRAILER");
        this.previous = seal.signature();
    }

    /** Whether a request with this payload hash has chunks that are signed one by one. */
    static boolean announcedBy(String payloadHash) {
        return payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    }

    /**
     * @throws AwsError where a chunk's signature does not match
     */
    void pass(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (state == State.DATA && left > 0) {
                int taken = (int) Math.min(left, end - at);
                digest.update(bytes, at, taken);
                left -= taken;
                at += taken;
                if (left == 0) {
                    endOfChunk();
                }
            } else {
                byte b = bytes[at++];
                if (b == '\n') {
                    endOfLine(line.toString(StandardCharsets.UTF_8).stripTrailing());
                    line.reset();
                } else if (line.size() < LONGEST_LINE) {
                    line.write(b);
                } else {
                    throw malformed();
                }
            }
        }
    }

    /**
     * @throws AwsError where the body ended before its last chunk
     */
    void end() {
        if (state != State.END) {
            throw new AwsError(
                    400, "IncompleteBody", "The request body ended before its last chunk.");
        }
    }

    private void endOfLine(String text) {
        switch (state) {
            case HEADER -> beginChunk(text);
            case AFTER_DATA -> state = State.HEADER;
            case TRAILER -> {
                if (!text.isEmpty()) {
                    trailerLines.add(text);
                }
                if (text.isEmpty() || text.startsWith("x-amz-trailer-signature:")) {
                    endOfTrailer();
                }
            }
            case DATA, END -> {
                // Only the line end after the last chunk comes here.
            }
        }
    }

    private void beginChunk(String text) {
        int semicolon = text.indexOf(";chunk-signature=");
        if (semicolon < 0) {
            throw malformed();
        }
        try {
            size = HexFormat.fromHexDigitsToLong(text, 0, semicolon);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        announced = text.substring(semicolon + ";chunk-signature=".length());
        left = size;
        digest.reset();
        state = State.DATA;
        if (left == 0) {
            endOfChunk();
        }
    }

    private void endOfChunk() {
        boolean last = size == 0;
        String hash = HexFormat.of().formatHex(digest.digest());
        check(
                "AWS4-HMAC-SHA256-PAYLOAD\n"
                        + seal.timestamp()
                        + "\n"
                        + seal.scope()
                        + "\n"
                        + previous
                        + "\n"
                        + EMPTY_HASH
                        + "\n"
                        + hash,
                announced);
        previous = announced;
        if (last) {
            state = trailer ? State.TRAILER : State.END;
        } else {
            state = State.AFTER_DATA;
        }
    }

    private void endOfTrailer() {
        String signature = "";
        var canonical = new StringBuilder();
        for (String text : trailerLines) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw malformed();
            }
            String name = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = text.substring(colon + 1).strip();
            if (name.equals("x-amz-trailer-signature")) {
                signature = value;
            } else {
                canonical.append(name).append(':').append(value).append('\n');
            }
        }
        check(
                "AWS4-HMAC-SHA256-TRAILER\n"
                        + seal.timestamp()
                        + "\n"
                        + seal.scope()
                        + "\n"
                        + previous
                        + "\n"
                        + SignatureV4.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)),
                signature);
        state = State.END;
    }

    private void check(String toSign, String signature) {
        String expected = SignatureV4.sign(seal.key(), toSign);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8))) {
            throw new AwsError(
                    403,
                    "SignatureDoesNotMatch",
                    "The signature of a part of the body does not match.");
        }
    }

    private static AwsError malformed() {
        return new AwsError(400, "IncompleteBody", "The body is not in aws-chunked form.");
    }
}
