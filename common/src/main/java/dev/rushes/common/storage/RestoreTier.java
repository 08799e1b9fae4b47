package dev.rushes.common.storage;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How fast, and how dear, S3 brings back an archived object. */
public enum RestoreTier {
    EXPEDITED("expedited", Duration.ofMinutes(5)),
    STANDARD("standard", Duration.ofHours(5)),
    BULK("bulk", Duration.ofHours(12));

    private final String text;
    private final Duration longest;

    RestoreTier(String text, Duration longest) {
        this.text = text;
        this.longest = longest;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }

    /** The longest it usually takes from GLACIER ("Archive retrieval options" in the S3 User Guide). */
    public Duration longest() {
        return longest;
    }

    public static Optional<RestoreTier> named(String text) {
        return Arrays.stream(values()).filter(tier -> tier.text.equals(text)).findFirst();
    }
}
