package dev.rushes.api.script.detection;

import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.training.PacingRhythm;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How long segments are. Speech: 150 words a minute, the usual figure for narration (130 to 175 by pacing). Action: 200 words
 * a minute, since a page of it is about a minute of film, and two seconds for each paragraph at least.
 */
final class Lengths {
    private static final double WORDS_A_SECOND = 2.5;
    private static final double ACTION_WORDS_A_SECOND = 200 / 60.0;
    private static final double LEAST_ACTION = 2;
    private static final double LEAST_SCENE = 1;
    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    private Lengths() {}

    static double spoken(Segment segment) {
        return segment.spokenWords() / WORDS_A_SECOND;
    }

    static double action(Segment segment) {
        return segment.actions().stream()
                .map(Action::text)
                .mapToDouble(
                        text -> Math.max(LEAST_ACTION, Segment.words(text) / ACTION_WORDS_A_SECOND))
                .sum();
    }

    /** As long as it takes by itself, in seconds. */
    static double natural(Segment segment, PacingRhythm pacing) {
        double speech =
                switch (pacing) {
                    case SLOW -> 150 / 130.0;
                    case MEDIUM -> 1;
                    case DYNAMIC -> 150 / 160.0;
                    case FAST -> 150 / 175.0;
                };
        double action =
                switch (pacing) {
                    case SLOW -> 1.3;
                    case MEDIUM -> 1;
                    case DYNAMIC -> 0.85;
                    case FAST -> 0.7;
                };
        return Math.max(LEAST_SCENE, spoken(segment) * speech + action(segment) * action);
    }

    /**
     * Scaled to the total, to hundredths: those that lose most by rounding down get what is left, so that the sum is exact. A
     * total too small for a hundredth each is raised to that.
     *
     * @param total null leaves them
     */
    static List<BigDecimal> scaled(List<Double> natural, @Nullable BigDecimal total) {
        double sum = natural.stream().mapToDouble(Double::doubleValue).sum();
        long hundredths =
                total == null
                        ? Math.round(sum * 100)
                        : total.movePointRight(2)
                                .setScale(0, RoundingMode.HALF_UP)
                                .longValueExact();
        long rest = Math.max(hundredths, natural.size());
        double factor = (rest - natural.size()) / sum;
        List<Long> whole = new ArrayList<>();
        for (double seconds : natural) {
            long part = 1 + (long) Math.floor(seconds * factor);
            whole.add(part);
            rest -= part;
        }
        List<Integer> byLoss =
                IntStream.range(0, natural.size())
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer i) ->
                                        Math.floor(natural.get(i) * factor)
                                                - natural.get(i) * factor))
                        .toList();
        for (int i = 0; i < rest; i++) {
            int index = byLoss.get(i % byLoss.size());
            whole.set(index, whole.get(index) + 1);
        }
        return whole.stream().map(part -> HUNDREDTH.multiply(BigDecimal.valueOf(part))).toList();
    }

    /** How many clips a scene of that length shows: shots are shorter the livelier it is and the faster the pacing. */
    static int clips(BigDecimal seconds, EnergyLevel energy, PacingRhythm pacing, int speakers) {
        double shot =
                switch (energy) {
                    case HIGH -> 2.5;
                    case MEDIUM -> 4;
                    case LOW -> 6;
                };
        double stretch =
                switch (pacing) {
                    case SLOW -> 1.4;
                    case MEDIUM -> 1;
                    case DYNAMIC -> 0.85;
                    case FAST -> 0.7;
                };
        int byLength = (int) Math.ceil(seconds.doubleValue() / (shot * stretch));
        return Math.max(1, Math.max(byLength, Math.min(speakers, 2)));
    }
}
