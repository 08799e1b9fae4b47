package dev.rushes.render.timeline;

/**
 * How loud a sound is at each of its samples besides its volume: at cuts it comes and goes within a few milliseconds so
 * that nothing clicks, else as long as its fade or transition lasts.
 *
 * @param length samples
 * @param in how it comes in
 * @param out how it goes
 */
public record SoundEnvelope(long length, Ramp in, Ramp out) {
    /** 5 ms. */
    static final long CUT_SAMPLES = OutputFormat.SAMPLE_RATE / 200;

    /**
     * A way from silence to full level, or back.
     *
     * @param equalPower follows a quarter of a sine: two different sounds that cross like this are as loud together as
     *     each alone; else a straight line
     */
    public record Ramp(long samples, boolean equalPower) {
        static final Ramp NONE = new Ramp(0, false);

        /** The gain where {@code done} of the samples are done. */
        float at(long done) {
            if (done >= samples) {
                return 1;
            }
            double part = (double) done / samples;
            return (float) (equalPower ? Math.sin(part * Math.PI / 2) : part);
        }
    }

    /** Whether the gain is 1 for all of those samples. */
    public boolean isFlat(long from, int count) {
        return from >= in.samples && from + count <= length - out.samples;
    }

    /** Writes the gain, 0 to 1, of each of {@code count} samples from {@code from} on. */
    public void fill(float[] gains, long from, int count) {
        for (int i = 0; i < count; i++) {
            gains[i] = in.at(from + i) * out.at(length - from - i);
        }
    }
}
