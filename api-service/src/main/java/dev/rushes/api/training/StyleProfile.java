package dev.rushes.api.training;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The style that a planner follows for a show: what its people keep changing, and what the videos that they learn from
 * look like. Each figure says from how many samples it comes and what these are; a figure without a value has too few.
 *
 * @param inPoint seconds to add to a proposed in-point
 * @param outPoint seconds to add to a proposed out-point
 * @param transitions shares of the transitions that people chose, by name in plans, adding up to 1
 * @param lastTake share of the chosen takes that were the last of their scene
 * @param firstTake share that were the first
 * @param averageClip seconds from cut to cut in the videos
 * @param videoChanges shares of cut, dissolve, wipe and fade in the videos
 * @param music share of the videos, by length, with music
 * @param pacing shares of fast, medium, slow and dynamic
 */
public record StyleProfile(
        Learned inPoint,
        Learned outPoint,
        Mix transitions,
        Learned lastTake,
        Learned firstTake,
        Learned averageClip,
        Mix videoChanges,
        Learned music,
        Mix pacing) {
    /** Where the person's habits come from. */
    public static final String DECISIONS = "editing_decisions";

    /** Where the look of finished programmes comes from. */
    public static final String VIDEOS = "ai_training_data";

    /** Nothing is known of the show. */
    public static final StyleProfile NONE =
            new StyleProfile(
                    Learned.none(DECISIONS),
                    Learned.none(DECISIONS),
                    Mix.none(DECISIONS),
                    Learned.none(DECISIONS),
                    Learned.none(DECISIONS),
                    Learned.none(VIDEOS),
                    Mix.none(VIDEOS),
                    Learned.none(VIDEOS),
                    Mix.none(VIDEOS));

    /**
     * One number.
     *
     * @param value null where there are too few samples, or they do not agree
     * @param samples that it comes from, or would
     * @param source the table that they are rows of
     * @param explanation how it was made of them, for people
     */
    public record Learned(
            @Nullable BigDecimal value, int samples, String source, String explanation) {
        static Learned none(String source) {
            return new Learned(null, 0, source, "nothing to learn from yet");
        }

        /** The number, or another where nothing was learnt. */
        public double or(double otherwise) {
            return value == null ? otherwise : value.doubleValue();
        }
    }

    /** Parts that add up to 1; none where there are too few samples. */
    public record Mix(
            Map<String, BigDecimal> shares, int samples, String source, String explanation) {
        public Mix {
            shares = Map.copyOf(shares);
        }

        static Mix none(String source) {
            return new Mix(Map.of(), 0, source, "nothing to learn from yet");
        }

        /** 0 where it is not among them. */
        public double share(String name) {
            BigDecimal share = shares.get(name);
            return share == null ? 0 : share.doubleValue();
        }
    }
}
