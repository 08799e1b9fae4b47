package dev.rushes.render.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages valid files in the ways that disks, networks and attackers do; the same seed gives the same files. */
final class Mutations {
    private static final int HEAD = 4_096;
    private static final byte[][] SIZES = {
        {0, 0, 0, 0}, {-1, -1, -1, -1}, {0x7f, -1, -1, -1}, {0, 0, 0, 1}, {-128, 0, 0, 0}
    };

    private final Random random;
    private final List<byte[]> others;

    /**
     * A generator.
     *
     * @param others valid files to splice parts from
     */
    Mutations(long seed, List<byte[]> others) {
        this.random = new Random(seed);
        this.others = List.copyOf(others);
    }

    byte[] of(byte[] valid) {
        byte[] file = valid.clone();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            file = once(file);
        }
        return file;
    }

    private byte[] once(byte[] file) {
        return switch (random.nextInt(8)) {
            case 0 -> flip(file, 0, Math.min(HEAD, file.length), 1 + random.nextInt(8));
            case 1 -> flip(file, 0, file.length, 1 + random.nextInt(200));
            // The index of an MP4 stands at its end.
            case 2 ->
                    flip(file, Math.max(0, file.length - HEAD), file.length, 1 + random.nextInt(8));
            case 3 -> Arrays.copyOf(file, 1 + random.nextInt(file.length));
            case 4 -> spliced(file);
            case 5 -> sized(file);
            case 6 -> blank(file);
            default -> repeated(file);
        };
    }

    private byte[] flip(byte[] file, int from, int to, int bits) {
        for (int i = 0; i < bits; i++) {
            file[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        }
        return file;
    }

    /** Another file's head on this one's body. */
    private byte[] spliced(byte[] file) {
        byte[] head = others.get(random.nextInt(others.size()));
        int length = 1 + random.nextInt(Math.min(HEAD, Math.min(head.length, file.length)));
        System.arraycopy(head, 0, file, 0, length);
        return file;
    }

    /** A length field gone wild. */
    private byte[] sized(byte[] file) {
        if (file.length > 8) {
            int region = random.nextBoolean() ? Math.min(HEAD, file.length - 4) : file.length - 4;
            byte[] size = SIZES[random.nextInt(SIZES.length)];
            System.arraycopy(size, 0, file, random.nextInt(region) & ~3, 4);
        }
        return file;
    }

    private byte[] blank(byte[] file) {
        int at = random.nextInt(file.length);
        Arrays.fill(file, at, Math.min(file.length, at + 1 + random.nextInt(2_048)), (byte) 0);
        return file;
    }

    private byte[] repeated(byte[] file) {
        int at = random.nextInt(file.length);
        int length = Math.min(file.length - at, 1 + random.nextInt(8_192));
        byte[] longer = Arrays.copyOf(file, file.length + length);
        System.arraycopy(file, at, longer, at + length, file.length - at);
        return longer;
    }
}
