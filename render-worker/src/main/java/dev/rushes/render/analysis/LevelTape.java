package dev.rushes.render.analysis;

import java.util.Arrays;

/**
 * The level of every 5 ms, in a byte each (0.7 MB for an hour, 8.6 MB for the longest take): what is silence can only be
 * told at the end, when the noise floor is known.
 */
final class LevelTape {
    /** Of one block. */
    static final double SECONDS = 0.005;

    /** In dBFS: nothing is told apart below. */
    static final int LOWEST = -127;

    private static final int VOICE = 0x80;

    private byte[] blocks = new byte[4096];
    private int count;

    /**
     * One block more.
     *
     * @param decibels RMS, dBFS
     * @param voice whether what is in it lies where voices do
     */
    void add(double decibels, boolean voice) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, count * 2);
        }
        int level = (int) Math.round(Math.clamp(-decibels, 0, -LOWEST));
        blocks[count++] = (byte) (level | (voice ? VOICE : 0));
    }

    int blocks() {
        return count;
    }

    /** dBFS. */
    int level(int block) {
        return -(blocks[block] & (VOICE - 1));
    }

    boolean isVoice(int block) {
        return (blocks[block] & VOICE) != 0;
    }

    /** The level that a part of the blocks, the quietest, does not pass. */
    int percentile(double part) {
        long[] histogram = new long[1 - LOWEST];
        for (int i = 0; i < count; i++) {
            histogram[-level(i)]++;
        }
        long wanted = Math.max(1, (long) Math.ceil(part * count));
        long seen = 0;
        for (int level = LOWEST; level <= 0; level++) {
            seen += histogram[-level];
            if (seen >= wanted) {
                return level;
            }
        }
        return 0;
    }
}
