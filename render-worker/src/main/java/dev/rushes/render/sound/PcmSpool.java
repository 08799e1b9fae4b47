package dev.rushes.render.sound;

import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.OutputFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Sound in a scratch file: 32-bit floats, {@link Mix#BLOCK} samples of one channel after those of the other. */
final class PcmSpool {
    private PcmSpool() {}

    /** What a second takes. */
    static long bytesPerSecond(int channels) {
        return (long) channels * Float.BYTES * OutputFormat.SAMPLE_RATE;
    }

    private static ByteBuffer buffer(int channels) {
        return ByteBuffer.allocate(channels * Mix.BLOCK * Float.BYTES)
                .order(ByteOrder.nativeOrder());
    }

    /** Appends blocks to a new file. */
    static final class Writer implements AutoCloseable {
        private final Path path;
        private final FileChannel file;
        private final ByteBuffer buffer;

        Writer(Path path, int channels) {
            this.path = path;
            this.buffer = buffer(channels);
            try {
                this.file =
                        FileChannel.open(
                                path,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new MediaFault("creating scratch file " + path.getFileName(), e);
            }
        }

        /** Writes one whole block. */
        void write(float[][] block) {
            buffer.clear();
            var floats = buffer.asFloatBuffer();
            for (float[] channel : block) {
                floats.put(channel, 0, Mix.BLOCK);
            }
            try {
                while (buffer.hasRemaining()) {
                    int unusedCount = file.write(buffer);
                }
            } catch (IOException e) {
                throw new MediaFault("writing scratch file " + path.getFileName(), e);
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new MediaFault("closing scratch file " + path.getFileName(), e);
            }
        }
    }

    /** Reads a file of blocks again, at another level. */
    static final class Reader implements SoundStream {
        private final Path path;
        private final FileChannel file;
        private final ByteBuffer buffer;
        private final float[][] block;
        private final float gain;
        private int taken = Mix.BLOCK;

        Reader(Path path, int channels, double gain) {
            this.path = path;
            this.buffer = buffer(channels);
            this.block = new float[channels][Mix.BLOCK];
            this.gain = (float) gain;
            try {
                this.file = FileChannel.open(path, StandardOpenOption.READ);
            } catch (IOException e) {
                throw new MediaFault("opening scratch file " + path.getFileName(), e);
            }
        }

        @Override
        public int channels() {
            return block.length;
        }

        @Override
        public void read(float[][] into, int count) {
            for (int done = 0; done < count; ) {
                if (taken == Mix.BLOCK) {
                    next();
                    taken = 0;
                }
                int part = Math.min(count - done, Mix.BLOCK - taken);
                for (int channel = 0; channel < into.length; channel++) {
                    System.arraycopy(block[channel], taken, into[channel], done, part);
                }
                taken += part;
                done += part;
            }
        }

        private void next() {
            buffer.clear();
            try {
                while (buffer.hasRemaining()) {
                    if (file.read(buffer) < 0) {
                        break;
                    }
                }
            } catch (IOException e) {
                throw new MediaFault("reading scratch file " + path.getFileName(), e);
            }
            boolean whole = !buffer.hasRemaining();
            var floats = buffer.flip().asFloatBuffer();
            for (float[] channel : block) {
                if (whole) {
                    floats.get(channel);
                    for (int i = 0; i < channel.length; i++) {
                        channel[i] *= gain;
                    }
                } else {
                    Arrays.fill(channel, 0);
                }
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new MediaFault("closing scratch file " + path.getFileName(), e);
            }
        }
    }
}
