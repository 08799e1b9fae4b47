package dev.rushes.api.planner;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a plan.
 *
 * @param targetSeconds wished length of the programme; null leaves it to the script, then to the takes
 * @param pacing null leaves it to the show's style
 * @param aspect shape of the picture; null leaves it to the takes
 */
public record Brief(
        @Nullable Double targetSeconds, @Nullable Pacing pacing, @Nullable Aspect aspect) {
    /** The pacing that is asked for, else that of the show's videos, else a middle one. */
    Pacing pacing(Material.Taste taste) {
        if (pacing != null) {
            return pacing;
        }
        return taste.pacing() == null ? Pacing.MEDIUM : taste.pacing();
    }

    /** Shape of a picture, with the size that is rendered. */
    public enum Aspect {
        WIDE("16:9", 1920, 1080),
        TALL("9:16", 1080, 1920),
        SQUARE("1:1", 1080, 1080),
        PORTRAIT("4:5", 1080, 1350);

        private final String text;
        private final int width;
        private final int height;

        Aspect(String text, int width, int height) {
            this.text = text;
            this.width = width;
            this.height = height;
        }

        /** The word in requests. */
        @com.fasterxml.jackson.annotation.JsonValue
        public String text() {
            return text;
        }

        int width() {
            return width;
        }

        int height() {
            return height;
        }
    }
}
