package dev.rushes.render.sound;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.timeline.OutputFormat;
import java.util.Locale;

/** Filter graphs for sound, as text. */
public final class SoundGraphs {
    private static final Rational HALF = Rational.of(1, 2);
    private static final Rational TWO = Rational.of(2);

    /** Samples that atempo takes at once where it is told half the rate: a 24th of a second, up to a power of two. */
    private static final long SLOW_FRAGMENT = 1024;

    private SoundGraphs() {}

    /**
     * Brings decoded sound to 48 kHz planar float in the output's layout.
     *
     * <p>Fewer loudspeakers get what ITU-R BS.775-3 (annex 4, table 2) says: centre and surrounds go to the sides at
     * 0.7071, low frequencies are left out, and nothing is scaled afterwards. What stands in one channel alone keeps
     * its level on each side, and what is the same on both sides keeps its level in one channel: FFmpeg's and BS.775's
     * way would make a mono take 3 dB quieter and its fold-down 3 dB louder again. More loudspeakers stay silent; one
     * channel goes to the centre of 5.1.
     *
     * @param shape as {@link dev.rushes.render.ffmpeg.Frame#soundShape()}
     * @param channels of the source
     * @param named whether the source's channels have places; else the first two are left and right
     */
    public static String toOutput(
            String shape, int channels, boolean named, SoundLayout layout, Rational speed) {
        StringBuilder graph = new StringBuilder("abuffer@in0=").append(shape);
        if (!named && channels > 1) {
            graph.append(",pan=stereo|c0=c0|c1=c1");
        }
        graph.append(",aresample=").append(OutputFormat.SAMPLE_RATE);
        switch (layout) {
            case MONO -> {
                if (channels > 1) {
                    graph.append(",").append(folded("stereo")).append(",pan=mono|c0=0.5*c0+0.5*c1");
                }
            }
            case STEREO ->
                    graph.append(",")
                            .append(channels == 1 ? "pan=stereo|c0=c0|c1=c0" : folded("stereo"));
            case FIVE_ONE ->
                    graph.append(",").append(channels == 1 ? "pan=5.1|FC=c0" : folded("5.1"));
        }
        boolean slower = speed.compareTo(Rational.ONE) < 0;
        if (slower) {
            graph.append(",asetrate=").append(OutputFormat.SAMPLE_RATE / 2);
        }
        for (Rational left = speed; !left.equals(Rational.ONE); ) {
            // atempo goes down to a half, and above two it would leave samples out.
            Rational step = left.max(HALF).min(TWO);
            graph.append(String.format(Locale.ROOT, ",atempo=%.12f", step.toDouble()));
            left = left.dividedBy(step);
        }
        if (slower) {
            graph.append(",asetrate=").append(OutputFormat.SAMPLE_RATE);
        }
        return graph.append(
                        ",aformat=sample_fmts=fltp:channel_layouts=%s,abuffersink@out"
                                .formatted(layout.wireName()))
                .toString();
    }

    /**
     * By how many samples sound that {@link #toOutput} slows down comes too early. atempo lays fragments of the source
     * in a row so that they fit each other, and takes the next one too far on: by up to half a fragment of the source
     * where there are knocks or noise, which fit nowhere else, and hardly where there are tones. Half of that is made
     * up for. Its fragments are 43 ms long at 48 kHz and half of that where it is told half the rate. At a quarter of
     * the speed a knock then comes at most 31 ms too early, instead of 74, and a voice at most 25 ms too late.
     */
    static long early(Rational speed) {
        return speed.compareTo(Rational.ONE) >= 0
                ? 0
                : Rational.ONE
                        .dividedBy(speed)
                        .minus(Rational.ONE)
                        .times(SLOW_FRAGMENT / 4)
                        .roundHalfUp();
    }

    private static String folded(String layout) {
        return "aresample=ochl=%s:osf=fltp:clev=0.707106781:slev=0.707106781:lfe_mix_level=0"
                .formatted(layout);
    }
}
