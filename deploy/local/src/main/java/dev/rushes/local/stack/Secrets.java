package dev.rushes.local.stack;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The AWS key pair that the local services sign with and the stand-ins check: made once per data folder, readable by
 * its owner only.
 */
record Secrets(String accessKeyId, String secretAccessKey) {

    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String KEY = "AWS_SECRET_ACCESS_KEY";

    static Secrets of(StackFolder folder) throws IOException {
        Map<String, String> kept = StackFolder.readVariables(folder.secrets()).orElse(Map.of());
        @Nullable String id = kept.get(ID);
        @Nullable String key = kept.get(KEY);
        if (id != null && key != null) {
            return new Secrets(id, key);
        }
        Secrets made = new Secrets("LOCAL" + random(8).toUpperCase(Locale.ROOT), random(20));
        StackFolder.writeVariables(
                folder.secrets(),
                new TreeMap<>(Map.of(ID, made.accessKeyId(), KEY, made.secretAccessKey())));
        return made;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Never the key: a record's own text would put it into logs. */
    @Override
    public String toString() {
        return "Secrets[" + accessKeyId + "]";
    }
}
