package dev.rushes.local.stack;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The AWS key pair that the local services sign with and the stand-ins check, and the key that seals webhooks' secrets:
 * made once per data folder, readable by its owner only.
 *
 * @param webhookKey 32 bytes in Base64
 */
record Secrets(String accessKeyId, String secretAccessKey, String webhookKey) {

    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String WEBHOOK_KEY = "RUSHES_WEBHOOK_SECRETS_KEY";
    private static final int WEBHOOK_KEY_BYTES = 32;

    static Secrets of(StackFolder folder) throws IOException {
        Map<String, String> kept = StackFolder.readVariables(folder.secrets()).orElse(Map.of());
        @Nullable String id = kept.get(ID);
        @Nullable String key = kept.get(KEY);
        @Nullable String webhookKey = kept.get(WEBHOOK_KEY);
        if (id != null && key != null && webhookKey != null) {
            return new Secrets(id, key, webhookKey);
        }
        // A folder of an earlier version keeps the keys that it has.
        Secrets made =
                new Secrets(
                        id == null ? "LOCAL" + hex(8).toUpperCase(Locale.ROOT) : id,
                        key == null ? hex(20) : key,
                        Base64.getEncoder().encodeToString(random(WEBHOOK_KEY_BYTES)));
        StackFolder.writeVariables(
                folder.secrets(),
                new TreeMap<>(
                        Map.of(
                                ID,
                                made.accessKeyId(),
                                KEY,
                                made.secretAccessKey(),
                                WEBHOOK_KEY,
                                made.webhookKey())));
        return made;
    }

    private static String hex(int bytes) {
        return HexFormat.of().formatHex(random(bytes));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Never the key: a record's own text would put it into logs. */
    @Override
    public String toString() {
        return "Secrets[" + accessKeyId + "]";
    }
}
