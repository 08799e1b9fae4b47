package dev.rushes.render.engine;

import dev.rushes.render.timeline.OutputFormat;

/** Filter graphs for sound, as text. */
final class SoundGraphs {
    private SoundGraphs() {}

    /**
     * Brings decoded sound to 48 kHz planar float stereo. One channel goes to both sides at its own level; FFmpeg's own
     * mixing would take 3 dB away.
     */
    static String toOutput(String shape, int channels) {
        return "abuffer@in0=%s%s,aresample=%d,aformat=sample_fmts=fltp:channel_layouts=stereo,abuffersink@out"
                .formatted(
                        shape,
                        channels == 1 ? ",pan=stereo|c0=c0|c1=c0" : "",
                        OutputFormat.SAMPLE_RATE);
    }
}
