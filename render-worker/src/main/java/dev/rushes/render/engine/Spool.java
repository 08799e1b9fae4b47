package dev.rushes.render.engine;

import dev.rushes.common.digest.Sha256;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.sound.PacketSink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Coded packets in a file, in decoding order: written by one thread, then read by another. A head in front says how
 * many there are, so that a segment's spool can be kept as it is and checked when it comes back.
 */
final class Spool {
    /** Says what the file is; another number where its form changes. */
    private static final long MAGIC = 0x5255_5348_5345_4732L;

    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = 4 * Long.BYTES + DIGEST_BYTES;

    /** No packet of a picture that may be rendered is larger. */
    private static final int MOST_BYTES = 1 << 28;

    private Spool() {}

    /**
     * What a finished spool says of itself. The packets' own sum is a CRC-32C (RFC 9260, appendix A): it is there to find
     * damage, not malice, and every processor has an instruction for it.
     *
     * @param packets how many there are
     * @param delay by how many frames decoding runs ahead of showing
     * @param sum of all that follows the head
     */
    private record Head(long packets, long delay, long sum) {
        /** Binds it to a name, so that no other segment passes for this one. */
        byte[] digest(String name) {
            return Sha256.begin()
                    .digest(
                            "%s\n%d %d %x\n"
                                    .formatted(name, packets, delay, sum)
                                    .getBytes(StandardCharsets.UTF_8));
        }

        static Head read(DataInputStream in) throws IOException {
            if (in.readLong() != MAGIC) {
                throw new IOException("not a spool");
            }
            return new Head(in.readLong(), in.readLong(), in.readLong());
        }

        ByteBuffer bytes() {
            return ByteBuffer.allocate(4 * Long.BYTES)
                    .putLong(MAGIC)
                    .putLong(packets)
                    .putLong(delay)
                    .putLong(sum)
                    .flip();
        }
    }

    /**
     * Names a finished spool, so that it can be checked when it comes back.
     *
     * @param name of the segment
     */
    static void seal(Path path, String name) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            byte[] digest;
            try (DataInputStream in = new DataInputStream(open(path))) {
                digest = Head.read(in).digest(name);
            }
            file.write(ByteBuffer.wrap(digest), HEAD_BYTES - DIGEST_BYTES);
        } catch (IOException e) {
            throw new MediaFault("sealing scratch file " + path.getFileName(), e);
        }
    }

    /**
     * Checks a sealed spool that comes from elsewhere.
     *
     * @param name as it was sealed
     * @return by how many frames decoding runs ahead of showing; empty where the spool is not whole, or not of that
     *     segment
     */
    static OptionalLong verify(Path path, String name, long frames) {
        try (DataInputStream in = new DataInputStream(open(path))) {
            Head head = Head.read(in);
            byte[] digest = in.readNBytes(DIGEST_BYTES);
            if (head.packets() != frames
                    || !Arrays.equals(digest, head.digest(name))
                    || sum(in) != head.sum()
                    || packets(path) != frames) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(head.delay());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Of what is left to read. */
    private static long sum(InputStream in) throws IOException {
        CRC32C sum = new CRC32C();
        long unusedBytes =
                in.transferTo(new CheckedOutputStream(OutputStream.nullOutputStream(), sum));
        return sum.getValue();
    }

    private static long packets(Path path) throws IOException {
        try (DataInputStream in = new DataInputStream(open(path))) {
            in.skipNBytes(HEAD_BYTES);
            long count = 0;
            while (true) {
                int size;
                try {
                    size = in.readInt();
                } catch (EOFException atTheEnd) {
                    return count;
                }
                if (size <= 0 || size > MOST_BYTES) {
                    throw new IOException("a packet of " + size + " bytes");
                }
                in.skipNBytes(1 + 2 * Long.BYTES + size);
                count++;
            }
        }
    }

    private static InputStream open(Path path) throws IOException {
        return new BufferedInputStream(Files.newInputStream(path), 64 * 1024);
    }

    /** Appends packets to a new file. */
    static final class Writer implements PacketSink {
        private final Path path;
        private final DataOutputStream out;
        private final CRC32C sum = new CRC32C();
        private byte[] bytes = new byte[64 * 1024];
        private long packets;

        Writer(Path path) {
            this.path = path;
            try {
                OutputStream file = Files.newOutputStream(path);
                this.out =
                        new DataOutputStream(
                                new BufferedOutputStream(
                                        new CheckedOutputStream(file, sum), 64 * 1024));
                file.write(new byte[HEAD_BYTES]);
            } catch (IOException e) {
                throw new MediaFault("creating scratch file " + path.getFileName(), e);
            }
        }

        @Override
        public void write(Packet packet) {
            int size = packet.size();
            if (bytes.length < size) {
                bytes = new byte[Math.max(size, bytes.length * 2)];
            }
            packet.copyTo(bytes);
            try {
                out.writeInt(size);
                out.writeBoolean(packet.isKey());
                out.writeLong(packet.presentation());
                out.writeLong(packet.duration());
                out.write(bytes, 0, size);
                packets++;
            } catch (IOException e) {
                throw new MediaFault("writing scratch file " + path.getFileName(), e);
            }
        }

        /**
         * Closes the spool of a whole segment.
         *
         * @param delay by how many frames decoding runs ahead of showing
         */
        void finish(long delay) {
            close();
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.write(new Head(packets, delay, sum.getValue()).bytes(), 0);
            } catch (IOException e) {
                throw new MediaFault("writing scratch file " + path.getFileName(), e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new MediaFault("closing scratch file " + path.getFileName(), e);
            }
        }
    }

    /** Reads packets one after the other. */
    static final class Reader implements AutoCloseable {
        private final Path path;
        private final DataInputStream in;
        private byte[] bytes = new byte[64 * 1024];
        private int size;
        private boolean key;
        private long presentation;
        private long duration;

        Reader(Path path) {
            this.path = path;
            try {
                this.in = new DataInputStream(open(path));
                in.skipNBytes(HEAD_BYTES);
            } catch (IOException e) {
                throw new MediaFault("opening scratch file " + path.getFileName(), e);
            }
        }

        /** Goes to the next packet; false at the end. */
        boolean next() {
            try {
                try {
                    size = in.readInt();
                } catch (EOFException atTheEnd) {
                    return false;
                }
                key = in.readBoolean();
                presentation = in.readLong();
                duration = in.readLong();
                if (bytes.length < size) {
                    bytes = new byte[Math.max(size, bytes.length * 2)];
                }
                in.readFully(bytes, 0, size);
                return true;
            } catch (IOException e) {
                throw new MediaFault("reading scratch file " + path.getFileName(), e);
            }
        }

        long presentation() {
            return presentation;
        }

        long duration() {
            return duration;
        }

        void fill(Packet packet, long presentation, long decoding, long duration) {
            packet.fill(bytes, size, key, presentation, decoding, duration);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new MediaFault("closing scratch file " + path.getFileName(), e);
            }
        }
    }
}
