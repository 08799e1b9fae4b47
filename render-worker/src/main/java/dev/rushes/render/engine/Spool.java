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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Coded packets in a file, in decoding order: written by one thread, then read by another. A head in front says how
 * many there are, so that a segment's spool can be kept as it is and checked when it comes back.
 */
final class Spool {
    /** Says what the file is; another number where its form changes. */
    private static final long MAGIC = 0x5255_5348_5345_4731L;

    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = 3 * Long.BYTES + DIGEST_BYTES;

    /** No packet of a picture that may be rendered is larger. */
    private static final int MOST_BYTES = 1 << 28;

    private Spool() {}

    /**
     * Writes the digest of its packets into a finished spool's head.
     *
     * @param name of the segment; it enters the digest, so that no other segment passes for this one
     */
    static void seal(Path path, String name) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            byte[] digest;
            try (InputStream in = open(path)) {
                in.skipNBytes(HEAD_BYTES);
                digest = digest(in, name).digest();
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
        try (DataInputStream head = new DataInputStream(open(path))) {
            if (head.readLong() != MAGIC || head.readLong() != frames) {
                return OptionalLong.empty();
            }
            long delay = head.readLong();
            byte[] digest = head.readNBytes(DIGEST_BYTES);
            if (!Arrays.equals(digest, digest(head, name).digest()) || packets(path) != frames) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(delay);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
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

    /** The SHA-256 of a segment's name and of what is left to read. */
    static MessageDigest digest(InputStream in, String name) throws IOException {
        MessageDigest digest = Sha256.begin();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[64 * 1024];
        int count;
        while ((count = in.read(buffer)) >= 0) {
            digest.update(buffer, 0, count);
        }
        return digest;
    }

    /** Appends packets to a new file. */
    static final class Writer implements PacketSink {
        private final Path path;
        private final DataOutputStream out;
        private byte[] bytes = new byte[64 * 1024];
        private long packets;

        Writer(Path path) {
            this.path = path;
            try {
                this.out =
                        new DataOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(path), 64 * 1024));
                out.write(new byte[HEAD_BYTES]);
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
            ByteBuffer head =
                    ByteBuffer.allocate(3 * Long.BYTES)
                            .putLong(MAGIC)
                            .putLong(packets)
                            .putLong(delay)
                            .flip();
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.write(head, 0);
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
