package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.sound.PacketSink;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Coded packets in a scratch file, in decoding order: written by one thread, then read by another. */
final class Spool {
    private Spool() {}

    /** Appends packets to a new file. */
    static final class Writer implements PacketSink {
        private final Path path;
        private final DataOutputStream out;
        private byte[] bytes = new byte[64 * 1024];

        Writer(Path path) {
            this.path = path;
            try {
                this.out =
                        new DataOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(path), 64 * 1024));
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
                this.in =
                        new DataInputStream(
                                new BufferedInputStream(Files.newInputStream(path), 64 * 1024));
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
