package dev.rushes.storage.upload;

/**
 * How a file is cut into the parts that S3 takes: at most 10,000 of equal size, but for the last.
 *
 * @param partSizeBytes a whole number of MiB
 */
record PartPlan(long sizeBytes, long partSizeBytes) {
    /** S3 takes no more parts. */
    static final int MOST_PARTS = 10_000;

    /** S3 takes no larger object in parts. */
    static final long LARGEST = 5L << 40;

    private static final long MIB = 1L << 20;

    PartPlan {
        if (sizeBytes < 1 || sizeBytes > LARGEST || partSizeBytes < 1) {
            throw new IllegalArgumentException(sizeBytes + " bytes in parts of " + partSizeBytes);
        }
    }

    /** Parts as small as may be, since a part is what a broken connection loses. */
    static PartPlan of(long sizeBytes, long smallestPart) {
        long needed = Math.ceilDiv(sizeBytes, (long) MOST_PARTS);
        return new PartPlan(sizeBytes, Math.ceilDiv(Math.max(needed, smallestPart), MIB) * MIB);
    }

    int count() {
        return Math.toIntExact(Math.ceilDiv(sizeBytes, partSizeBytes));
    }

    /** The size of a part, numbered from 1. */
    long size(int number) {
        if (number < 1 || number > count()) {
            throw new IllegalArgumentException("part " + number + " of " + count());
        }
        return number < count() ? partSizeBytes : sizeBytes - (count() - 1) * partSizeBytes;
    }
}
