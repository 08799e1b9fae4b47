package dev.rushes.render.analysis;

import dev.rushes.common.footage.Shot;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds gradual changes among the means of the last frames. Where one picture is laid over another, every field of the
 * grid is the same mixture of its beginning and its end at any moment; where one wipes the other away, nearly every field
 * is still the one or already the other. A pan or somebody walking through is neither.
 */
final class Blends {
    private static final int KEPT = 64;

    /** Frames of the windows that are tried. */
    private static final int[] LENGTHS = {6, 9, 13, 19, 28, 42, 60};

    /** Mean difference of both ends (0 to 255) below which nothing has changed. */
    private static final double LEAST = 7;

    private static final double AT_REST = 0.08;

    /** Of 255. */
    private static final double NOTICED = 8;

    /** Part of a picture that a new shot changes at least. */
    static final double MOST_OF_IT = 0.5;

    /** The same, where it changes little by little, as somebody does who walks into the picture and stays. */
    private static final double NEARLY_ALL = 0.65;

    private static final double REST = 0.9;
    private static final double MOST_STEP = 0.5;
    private static final double BACK = 0.06;
    private static final int FEWEST_BETWEEN = 2;

    /** Of the difference of both ends: what a mixture of them may leave unexplained. */
    private static final double UNEXPLAINED = 0.2;

    /** Part of the fields that are neither the one nor the other: in a mixture, and at most in a wipe. */
    private static final double MIXED = 0.6;

    private static final double MOST_BETWEEN = 0.55;
    private static final double MOST_BEYOND = 0.15;

    /** Two pictures this alike are one that became lighter or darker. */
    private static final double ALIKE = 0.9;

    private static final double BLANK = 6;
    private static final int LUMA = Picture.COLUMNS * Picture.ROWS;

    private final float[][] means = new float[KEPT][Picture.MEANS];
    private final double[] seconds = new double[KEPT];
    private final float[] from = new float[Picture.MEANS];
    private final float[] to = new float[Picture.MEANS];
    private final double[] progress = new double[KEPT];
    private long count;
    private long since;

    /** One frame more. */
    void add(Picture picture) {
        System.arraycopy(picture.means, 0, means[(int) (count % KEPT)], 0, Picture.MEANS);
        seconds[(int) (count % KEPT)] = picture.second;
        count++;
    }

    /** Nothing before the newest frames, so many of them, matters any more. */
    void forgetBefore(int frames) {
        since = Math.max(since, count - frames);
    }

    /** The means of a frame, 0 the newest. */
    float @Nullable [] back(int frames) {
        return frames < Math.min(KEPT, count) ? means[(int) ((count - 1 - frames) % KEPT)] : null;
    }

    static double difference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < Picture.MEANS; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / Picture.MEANS;
    }

    /**
     * Which part of the picture is not as it was, apart from a common gain: cameras adapt when somebody walks into the
     * picture. Where one end is blank there is nothing to compare.
     */
    static double changed(float[] a, float[] b) {
        if (spread(a) < BLANK || spread(b) < BLANK) {
            return 1;
        }
        double[] gains = new double[LUMA];
        for (int i = 0; i < LUMA; i++) {
            gains[i] = (b[i] + 1) / (a[i] + 1);
        }
        Arrays.sort(gains);
        double gain = gains[LUMA / 2];
        int changed = 0;
        for (int i = 0; i < LUMA; i++) {
            changed += Math.abs(gain * (a[i] + 1) - (b[i] + 1)) > NOTICED ? 1 : 0;
        }
        return changed / (double) LUMA;
    }

    /** The change that has just ended, if any. */
    Optional<Change> ended() {
        for (int length : LENGTHS) {
            long first = count - length;
            if (first < since || length > KEPT) {
                break;
            }
            Change change = tried(first, length);
            if (change != null) {
                since = count - 2;
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    private float[] frame(long index) {
        return means[(int) (index % KEPT)];
    }

    private @Nullable Change tried(long first, int length) {
        float[] a = frame(first);
        float[] a2 = frame(first + 1);
        float[] b = frame(first + length - 1);
        float[] b2 = frame(first + length - 2);
        double square = 0;
        for (int i = 0; i < Picture.MEANS; i++) {
            from[i] = (a[i] + a2[i]) / 2;
            to[i] = (b[i] + b2[i]) / 2;
            square += (to[i] - from[i]) * (double) (to[i] - from[i]);
        }
        double apart = difference(from, to);
        if (apart < LEAST || changed(from, to) < NEARLY_ALL || !progresses(first, length, square)) {
            return null;
        }
        boolean fromBlank = spread(from) < BLANK;
        boolean toBlank = spread(to) < BLANK;
        if (!fromBlank && !toBlank && alike() > ALIKE) {
            return null;
        }
        Shot.Change kind = kind(first, length, apart);
        if (kind == null) {
            return null;
        }
        boolean fades = kind == Shot.Change.DISSOLVE && (fromBlank || toBlank);
        return new Change(
                crossing(first, length, AT_REST),
                crossing(first, length, 1 - AT_REST),
                fades ? Shot.Change.FADE : kind,
                fromBlank,
                toBlank);
    }

    /** Whether it goes from the one end to the other, gradually and at rest before and after. */
    private boolean progresses(long first, int length, double square) {
        int between = 0;
        for (int k = 0; k < length; k++) {
            float[] frame = frame(first + k);
            double along = 0;
            for (int i = 0; i < Picture.MEANS; i++) {
                along += (frame[i] - from[i]) * (double) (to[i] - from[i]);
            }
            progress[k] = along / square;
            if (k > 0
                    && (progress[k] - progress[k - 1] > MOST_STEP
                            || progress[k] - progress[k - 1] < -BACK)) {
                return false;
            }
            if (progress[k] > 0.1 && progress[k] < 0.9) {
                between++;
            }
        }
        // A window that lies within the change would see it progress at its ends as well.
        double still = REST / length;
        return between >= FEWEST_BETWEEN
                && progress[2] - progress[0] < still
                && progress[length - 1] - progress[length - 3] < still;
    }

    private Shot.@Nullable Change kind(long first, int length, double apart) {
        double unexplained = 0;
        double undecided = 0;
        double beyond = 0;
        int frames = 0;
        for (int k = 0; k < length; k++) {
            if (progress[k] <= 0.2 || progress[k] >= 0.8) {
                continue;
            }
            frames++;
            float[] frame = frame(first + k);
            double left = 0;
            int fields = 0;
            int mid = 0;
            int out = 0;
            for (int i = 0; i < Picture.MEANS; i++) {
                double whole = to[i] - from[i];
                left += Math.abs(frame[i] - from[i] - progress[k] * whole);
                if (Math.abs(whole) > Math.max(LEAST, apart / 2)) {
                    double part = (frame[i] - from[i]) / whole;
                    fields++;
                    mid += part > 0.15 && part < 0.85 ? 1 : 0;
                    out += part < -0.3 || part > 1.3 ? 1 : 0;
                }
            }
            unexplained += left / Picture.MEANS / apart;
            undecided += fields == 0 ? 1 : mid / (double) fields;
            beyond += fields == 0 ? 1 : out / (double) fields;
        }
        if (frames == 0) {
            return null;
        }
        if (undecided / frames > MIXED) {
            return unexplained / frames < UNEXPLAINED
                    ? Shot.Change.DISSOLVE
                    : beyond / frames < MOST_BEYOND / 3 ? Shot.Change.OTHER : null;
        }
        return undecided / frames < MOST_BETWEEN && beyond / frames < MOST_BEYOND
                ? Shot.Change.WIPE
                : null;
    }

    /** When the progress passes a value, between two frames. */
    private double crossing(long first, int length, double value) {
        for (int k = 1; k < length; k++) {
            if (progress[k] >= value) {
                double rise = progress[k] - progress[k - 1];
                double part = rise <= 0 ? 1 : Math.clamp((value - progress[k - 1]) / rise, 0, 1);
                double before = seconds[(int) ((first + k - 1) % KEPT)];
                return before + part * (seconds[(int) ((first + k) % KEPT)] - before);
            }
        }
        return seconds[(int) ((first + length - 1) % KEPT)];
    }

    /** Standard deviation of the luma. */
    static double spread(float[] picture) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < LUMA; i++) {
            sum += picture[i];
            squares += picture[i] * (double) picture[i];
        }
        double mean = sum / LUMA;
        return Math.sqrt(Math.max(0, squares / LUMA - mean * mean));
    }

    /** Correlation of the luma of both ends. */
    private double alike() {
        double a = 0;
        double b = 0;
        for (int i = 0; i < LUMA; i++) {
            a += from[i] / (double) LUMA;
            b += to[i] / (double) LUMA;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < LUMA; i++) {
            ab += (from[i] - a) * (to[i] - b);
            aa += (from[i] - a) * (from[i] - a);
            bb += (to[i] - b) * (to[i] - b);
        }
        return aa * bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
    }
}
