package dev.rushes.local.standin.aws;

import com.adobe.testing.s3mock.s3.S3Exception;
import dev.rushes.local.standin.aws.SignatureV4.Seal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is read through and refused where it is not what was signed.
 *
 * <p>Small bodies are checked before anybody reads them; large ones while they pass, so that an
 * upload needs neither memory nor a second copy on disk. The error then reaches S3Mock in its own
 * words and it throws away what it had written.
 */
final class CheckedBody extends ServletInputStream {
    private static final int SMALL = 1 << 20;

    private final InputStream body;
    private final @Nullable SignedChunks chunks;
    private final @Nullable MessageDigest digest;
    private final String announcedHash;
    private boolean finished;

    private CheckedBody(
            InputStream body,
            @Nullable SignedChunks chunks,
            @Nullable MessageDigest digest,
            String announcedHash) {
        this.body = body;
        this.chunks = chunks;
        this.digest = digest;
        this.announcedHash = announcedHash;
    }

    static CheckedBody of(InputStream body, long contentLength, Seal seal) throws IOException {
        String hash = seal.payloadHash();
        if (SignedChunks.announcedBy(hash)) {
            return new CheckedBody(body, new SignedChunks(seal), null, hash);
        }
        if (hash.equals(SignatureV4.UNSIGNED_PAYLOAD)
                || hash.equals("STREAMING-UNSIGNED-PAYLOAD-TRAILER")) {
            return new CheckedBody(body, null, null, hash);
        }
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new AwsError(
                    400,
                    "InvalidArgument",
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-... or a valid sha256 value.");
        }
        if (contentLength > SMALL) {
            return new CheckedBody(body, null, SignatureV4.newSha256(), hash);
        }
        byte[] whole = body.readAllBytes();
        if (!SignatureV4.sha256(whole).equals(hash)) {
            throw mismatch();
        }
        return new CheckedBody(new ByteArrayInputStream(whole), null, null, hash);
    }

    static AwsError mismatch() {
        return new AwsError(
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = body.read(bytes, offset, length);
        try {
            if (count < 0) {
                end();
            } else {
                if (chunks != null) {
                    chunks.pass(bytes, offset, count);
                }
                if (digest != null) {
                    digest.update(bytes, offset, count);
                }
            }
        } catch (AwsError refused) {
            throw new S3Exception(refused.status(), refused.code(), refused.sentence());
        }
        return count;
    }

    private void end() {
        if (finished) {
            return;
        }
        finished = true;
        if (chunks != null) {
            chunks.end();
        }
        if (digest != null && !HexFormat.of().formatHex(digest.digest()).equals(announcedHash)) {
            throw mismatch();
        }
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("S3Mock reads its bodies blocking");
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
