package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.media.MediaException;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.RenderCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one segment. As long as enough other segments wait for a processor it does so on the thread that draws, where a picture
 * is still in the processor's cache; from then on on a thread of its own while the next pictures are drawn, so that even the
 * last segment, or the only one of a revision, keeps two processors busy. A few frames lie between the two threads.
 */
final class Encoding implements AutoCloseable {
    /** Enough for the encoder's uneven steps; each is a picture. */
    static final int FRAMES_BETWEEN = 4;

    private static final long LOOK_EVERY_MILLIS = 50;

    private final Encoder encoder;
    private final Spool.Writer writer;
    private final BooleanSupplier othersWait;
    private final BooleanSupplier cancelled;
    private final Runnable frameDone;

    private final List<Frame> frames = new ArrayList<>();
    private final BlockingQueue<Frame> empty = new ArrayBlockingQueue<>(FRAMES_BETWEEN);
    private final BlockingQueue<Frame> drawn = new ArrayBlockingQueue<>(FRAMES_BETWEEN + 1);
    private final Frame end = new Frame();
    private final Packet packet = new Packet();
    private @Nullable Thread thread;

    private volatile boolean abandoned;
    private volatile @Nullable Throwable failure;
    private long packets;
    private long delay;

    /**
     * Has taken no frame yet. The caller closes this before encoder and writer.
     *
     * @param othersWait whether as many segments as there are processors are rendered by nobody yet
     * @param frameDone called for each frame that is encoded
     */
    Encoding(
            Encoder encoder,
            Spool.Writer writer,
            BooleanSupplier othersWait,
            BooleanSupplier cancelled,
            Runnable frameDone) {
        this.encoder = encoder;
        this.writer = writer;
        this.othersWait = othersWait;
        this.cancelled = cancelled;
        this.frameDone = frameDone;
        for (int i = 0; i < FRAMES_BETWEEN; i++) {
            Frame frame = new Frame();
            frames.add(frame);
            empty.add(frame);
        }
    }

    /** Takes over a picture, which is empty afterwards; waits where the encoder is behind. */
    void take(Frame picture, long timestamp) {
        picture.timestamp(timestamp);
        if (thread == null) {
            if (othersWait.getAsBoolean()) {
                encode(picture);
                return;
            }
            thread =
                    Thread.ofPlatform()
                            .name(Thread.currentThread().getName() + "-encoder")
                            .start(this::run);
        }
        while (true) {
            throwFailure();
            if (cancelled.getAsBoolean()) {
                throw new RenderCancelled();
            }
            Frame frame = poll(empty);
            if (frame != null) {
                frame.take(picture);
                drawn.add(frame);
                return;
            }
        }
    }

    private void encode(Frame frame) {
        encoder.send(frame);
        frame.clear();
        drain();
        frameDone.run();
    }

    /**
     * Waits for the last packet.
     *
     * @param expected frames that the segment has
     */
    void finish(long expected) {
        if (thread == null) {
            encoder.send(null);
            drain();
        } else {
            drawn.add(end);
            join(thread);
            throwFailure();
        }
        if (packets != expected) {
            throw new MediaFault(
                    "a segment of %d frames came out as %d".formatted(expected, packets));
        }
    }

    /** By how many frames decoding runs ahead of showing; known once it is finished. */
    long delay() {
        return delay;
    }

    private void run() {
        try {
            while (!abandoned) {
                Frame frame = poll(drawn);
                if (frame == null) {
                    continue;
                }
                if (frame.equals(end)) {
                    encoder.send(null);
                    drain();
                    return;
                }
                encode(frame);
                empty.add(frame);
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void drain() {
        while (encoder.receive(packet)) {
            delay = Math.max(delay, packets - packet.presentation());
            packets++;
            writer.write(packet);
        }
    }

    private static @Nullable Frame poll(BlockingQueue<Frame> queue) {
        try {
            return queue.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderCancelled();
        }
    }

    private void throwFailure() {
        switch (failure) {
            case null -> {}
            case MediaException known -> throw known;
            case Error error -> throw error;
            case Throwable other -> throw new MediaFault("encoding failed: " + other, other);
        }
    }

    /** Waits in any case: native memory may not be freed under a running thread. */
    private void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                abandoned = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        abandoned = true;
        if (thread != null) {
            join(thread);
        }
        packet.close();
        end.close();
        frames.forEach(Frame::close);
    }
}
