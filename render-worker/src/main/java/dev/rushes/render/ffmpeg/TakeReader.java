package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns an open file and the decoders of its picture and its sound, for going through both once from start to end. Of many
 * pictures a second only those come that others build on, and of a codec that builds on none about {@value #PICTURES_A_SECOND} a
 * second: enough to look at, at a third to two thirds of the work.
 */
public final class TakeReader implements AutoCloseable {
    private static final int PICTURES_A_SECOND = 16;

    /** Pictures a second. */
    private static final int FAST = 20;

    /** Is shown what comes, in its order within picture and within sound; a frame is only lent. */
    public interface Audience {
        /** A decoded picture, as it is coded. */
        void picture(Frame frame);

        /** A decoded block of sound. */
        void sound(Frame frame);

        /**
         * There is a keyframe.
         *
         * @param timestamp when it is shown, in ticks of the picture
         */
        void keyframe(long timestamp);
    }

    private final MediaInput input;
    private final BooleanSupplier cancelled;
    private final Packet packet = new Packet();
    private final Frame frame = new Frame();
    private final @Nullable Track picture;
    private final @Nullable Track sound;
    private @Nullable Decoder pictureDecoder;
    private @Nullable Decoder soundDecoder;
    private long lastSent = Long.MIN_VALUE;

    private TakeReader(MediaInput input, BooleanSupplier cancelled) {
        this.input = input;
        this.cancelled = cancelled;
        this.picture = input.video().orElse(null);
        this.sound = input.audio().orElse(null);
    }

    /** Opens whatever of picture and sound is there. */
    public static TakeReader open(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        TakeReader reader = new TakeReader(MediaInput.open(path, limits, cancelled), cancelled);
        try {
            List<Track> wanted = new ArrayList<>();
            if (reader.picture != null) {
                wanted.add(reader.picture);
                reader.pictureDecoder = Decoder.inThreads(reader.picture, limits);
                reader.pictureDecoder.onlyReferences(reader.isFast(reader.picture));
            }
            if (reader.sound != null) {
                wanted.add(reader.sound);
                reader.soundDecoder = Decoder.open(reader.sound, limits);
            }
            reader.input.readOnly(wanted.toArray(Track[]::new));
            return reader;
        } catch (Throwable e) {
            reader.close();
            throw e;
        }
    }

    /** Whether what is left without the others is still enough to look at. */
    private boolean isFast(Track track) {
        Rational rate = FFmpeg.rational(input.guessedRate(track), Rational.of(25));
        return rate.compareTo(Rational.of(FAST)) > 0;
    }

    /** Seconds of one tick of the pictures' times; one second without a picture. */
    public Rational pictureTick() {
        return picture == null ? Rational.ONE : picture.timeBase();
    }

    /** Seconds of one tick of the sound's times; one second without sound. */
    public Rational soundTick() {
        return sound == null ? Rational.ONE : sound.timeBase();
    }

    /** How to turn a picture so that it stands upright. */
    public Turn turn() {
        return picture == null ? Turn.NONE : Orientation.of(picture);
    }

    /** Goes through the file, once. */
    public void read(Audience audience) {
        while (input.read(packet)) {
            stopIfAsked();
            if (picture != null && pictureDecoder != null && packet.track() == picture.index()) {
                if (packet.isKey() && packet.timestamp() != FFmpeg.NO_TIMESTAMP) {
                    audience.keyframe(packet.timestamp());
                }
                if (isWanted(picture)) {
                    pictureDecoder.send(packet);
                    pictures(pictureDecoder, audience);
                }
            } else if (sound != null && soundDecoder != null && packet.track() == sound.index()) {
                soundDecoder.send(packet);
                sounds(soundDecoder, audience);
            }
        }
        if (pictureDecoder != null) {
            pictureDecoder.send(null);
            pictures(pictureDecoder, audience);
        }
        if (soundDecoder != null) {
            soundDecoder.send(null);
            sounds(soundDecoder, audience);
        }
    }

    private boolean isWanted(Track track) {
        if (!track.isIntraOnly() || packet.timestamp() == FFmpeg.NO_TIMESTAMP) {
            return true;
        }
        double passed = (packet.timestamp() - (double) lastSent) * track.tickSeconds();
        if (lastSent != Long.MIN_VALUE && passed >= 0 && passed < 1.0 / PICTURES_A_SECOND) {
            return false;
        }
        lastSent = packet.timestamp();
        return true;
    }

    private void pictures(Decoder decoder, Audience audience) {
        frame.clear();
        while (decoder.receive(frame)) {
            stopIfAsked();
            if (frame.hasTimestamp()) {
                audience.picture(frame);
            }
            frame.clear();
        }
    }

    private void sounds(Decoder decoder, Audience audience) {
        frame.clear();
        while (decoder.receive(frame)) {
            if (frame.hasTimestamp()) {
                frame.nameChannels();
                audience.sound(frame);
            }
            frame.clear();
        }
    }

    private void stopIfAsked() {
        if (cancelled.getAsBoolean()) {
            throw new RenderCancelled();
        }
    }

    @Override
    public void close() {
        packet.close();
        frame.close();
        if (pictureDecoder != null) {
            pictureDecoder.close();
        }
        if (soundDecoder != null) {
            soundDecoder.close();
        }
        input.close();
    }
}
