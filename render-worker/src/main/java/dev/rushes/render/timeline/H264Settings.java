package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;

/**
 * How x264 encodes an output. All segments of a programme use the same settings and so write the same parameter sets,
 * and the result does not depend on the machine: one thread, no instruction set beyond the common ones.
 *
 * @param params x264's own options, in its notation
 */
public record H264Settings(String preset, int crf, String params) {
    private static final Rational KEYFRAMES_EVERY = Rational.of(5);

    /** ITU-T H.264 table A-1: level, macroblocks a second, macroblocks a frame, macroblocks in the picture buffer. */
    private static final int[][] LEVELS = {
        {30, 40_500, 1_620, 8_100},
        {31, 108_000, 3_600, 18_000},
        {32, 216_000, 5_120, 20_480},
        {40, 245_760, 8_192, 32_768},
        {42, 522_240, 8_704, 34_816},
        {50, 589_824, 22_080, 110_400},
        {51, 983_040, 36_864, 184_320},
        {52, 2_073_600, 36_864, 184_320},
        {62, 16_711_680, 139_264, 696_320},
    };

    public static H264Settings of(OutputFormat output) {
        return switch (output.quality()) {
            case DRAFT -> settings("ultrafast", 28, 1, 0, output);
            case STANDARD -> settings("veryfast", 21, 1, 3, output);
            case HIGH -> settings("medium", 17, 3, 3, output);
        };
    }

    /** Nearly without loss and quick: a GIF's colours are chosen from it, and then it is thrown away. */
    static H264Settings beforeGif(OutputFormat output) {
        return settings("ultrafast", 8, 1, 0, output);
    }

    private static H264Settings settings(
            String preset, int crf, int refs, int bframes, OutputFormat output) {
        return new H264Settings(
                preset,
                crf,
                "threads=1:cpu-independent=1:stitchable=1:open-gop=0:level=%d:ref=%d:bframes=%d:keyint=%d"
                        .formatted(
                                level(output, refs),
                                refs,
                                bframes,
                                KEYFRAMES_EVERY.times(output.frameRate()).roundHalfUp()));
    }

    private static int level(OutputFormat output, int refs) {
        long macroblocks = (long) ((output.width() + 15) / 16) * ((output.height() + 15) / 16);
        long perSecond = output.frameRate().times(macroblocks).roundHalfUp();
        // A pyramid of B-frames holds one reference more.
        long buffered = macroblocks * (refs + 1);
        for (int[] level : LEVELS) {
            if (perSecond <= level[1] && macroblocks <= level[2] && buffered <= level[3]) {
                return level[0];
            }
        }
        return LEVELS[LEVELS.length - 1][0];
    }
}
