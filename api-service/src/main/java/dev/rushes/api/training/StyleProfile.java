package dev.rushes.api.training;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The style that a planner follows for a show: what its people keep changing, and what the videos that they learn from
 * look like. Each figure says from how many samples it comes, what these are, and whether planners follow it: they do not
 * where there are too few samples, or samples that do not agree.
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
 * @param textsPerMinute titles and names over the picture
 * @param textSeconds how long one is seen
 * @param overlayShare share of the time in which something is laid over the picture
 * @param textPlaces shares of the videos with texts in the lower third, the centre and at the top
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
        Mix pacing,
        Learned textsPerMinute,
        Learned textSeconds,
        Learned overlayShare,
        Mix textPlaces) {
    /** Where the person's habits come from. */
    public static final String DECISIONS = "editing_decisions";

    /** Where the look of finished programmes comes from. */
    public static final String VIDEOS = "ai_training_data";

    /** Videos from which on their look is followed: one or two are what somebody liked, and no style yet. */
    static final int FEWEST_VIDEOS = 3;

    /**
     * One number.
     *
     * @param value null where nothing can be said; of fewer than three videos it is what they show, and not followed
     * @param samples that it comes from, or would
     * @param source the table that they are rows of
     * @param followed whether planners follow it
     * @param explanation how it was made of them and, where it is not followed, why not; for people
     */
    public record Learned(
            @Nullable BigDecimal value,
            int samples,
            String source,
            boolean followed,
            String explanation) {
        public Learned {
            if (followed && value == null) {
                throw new IllegalArgumentException("nothing can be followed: " + explanation);
            }
        }

        static Learned none(String source) {
            return new Learned(null, 0, source, false, "nothing to learn from yet");
        }

        /** What videos show. */
        static Learned ofVideos(StyleView.Figure figure, String explanation) {
            if (figure.value() == null) {
                return none(VIDEOS);
            }
            return new Learned(
                    figure.value(),
                    figure.videos(),
                    VIDEOS,
                    figure.videos() >= FEWEST_VIDEOS,
                    explained(explanation, figure.videos()));
        }

        /** The number that is followed, or another where none is. */
        public double or(double otherwise) {
            return followed && value != null ? value.doubleValue() : otherwise;
        }

        /** The number that is followed, or null. */
        public @Nullable Double orNull() {
            return followed && value != null ? value.doubleValue() : null;
        }
    }

    private static String explained(String explanation, int videos) {
        return videos >= FEWEST_VIDEOS
                ? explanation
                : "%s; not followed: fewer than %d videos".formatted(explanation, FEWEST_VIDEOS);
    }

    /**
     * Parts of a whole, or of the videos where each may have several.
     *
     * @param shares none where nothing can be said; of fewer than three videos they are what these show, and not followed
     * @param samples that they come from, or would
     * @param source the table that these are rows of
     * @param followed whether planners follow them
     * @param explanation how they were made and, where they are not followed, why not; for people
     */
    public record Mix(
            Map<String, BigDecimal> shares,
            int samples,
            String source,
            boolean followed,
            String explanation) {
        public Mix {
            shares = Map.copyOf(shares);
        }

        static Mix none(String source) {
            return new Mix(Map.of(), 0, source, false, "nothing to learn from yet");
        }

        /** What videos show. */
        static Mix ofVideos(Map<String, BigDecimal> shares, int videos, String explanation) {
            return shares.isEmpty()
                    ? none(VIDEOS)
                    : new Mix(
                            shares,
                            videos,
                            VIDEOS,
                            videos >= FEWEST_VIDEOS,
                            explained(explanation, videos));
        }

        /** Those that are followed, by name; none where they are not. */
        public Map<String, Double> followedShares() {
            Map<String, Double> followedShares = new TreeMap<>();
            if (followed) {
                shares.forEach((name, share) -> followedShares.put(name, share.doubleValue()));
            }
            return followedShares;
        }
    }
}
