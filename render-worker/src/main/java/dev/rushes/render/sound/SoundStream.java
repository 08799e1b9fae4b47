package dev.rushes.render.sound;

/** Sound at 48 kHz as planar floats, taken block by block from its start; full scale is 1. */
interface SoundStream extends AutoCloseable {
    int channels();

    /** Fills the first {@code count} samples of every channel; past the end there is silence. */
    void read(float[][] into, int count);

    @Override
    void close();
}
