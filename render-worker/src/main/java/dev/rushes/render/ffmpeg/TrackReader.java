package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Turn;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVIndexEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;

/** Owns an open file and the decoder of one of its tracks: decoded frames in order of presentation. */
public final class TrackReader implements AutoCloseable {
    private final MediaInput input;
    private final Track track;
    private final Decoder decoder;
    private final Packet packet = new Packet();
    private final BooleanSupplier cancelled;
    private final boolean fieldsAreOnlyInContainer;
    private boolean inputEnded;
    private long seenFrom = Long.MIN_VALUE;

    private TrackReader(MediaInput input, Track track, Decoder decoder, BooleanSupplier cancelled) {
        this.input = input;
        this.track = track;
        this.decoder = decoder;
        this.cancelled = cancelled;
        this.fieldsAreOnlyInContainer = track.isInterlaced() && !track.codesItsFields();
    }

    /** Opens the moving picture; fails as bad media where there is none. */
    public static TrackReader video(Path path, MediaLimits limits, BooleanSupplier cancelled) {
        MediaInput input = MediaInput.open(path, limits, cancelled);
        return over(input, input.video(), cancelled)
                .orElseThrow(() -> new BadMedia("the file has no moving picture"));
    }

    /** Opens the sound, or empty where there is none. */
    public static Optional<TrackReader> audio(
            Path path, MediaLimits limits, BooleanSupplier cancelled) {
        MediaInput input = MediaInput.openSound(path, limits, cancelled);
        return over(input, input.audio(), cancelled);
    }

    /** Takes over the input, which it closes where there is no track to read. */
    private static Optional<TrackReader> over(
            MediaInput input, Optional<Track> track, BooleanSupplier cancelled) {
        if (track.isEmpty()) {
            input.close();
            return Optional.empty();
        }
        try {
            input.readOnly(track.get());
            Decoder decoder = Decoder.open(track.get(), input.limits());
            return Optional.of(new TrackReader(input, track.get(), decoder, cancelled));
        } catch (Throwable e) {
            input.close();
            throw e;
        }
    }

    public Rational timeBase() {
        return track.timeBase();
    }

    /** How to turn the decoded picture so that it stands upright. */
    public Turn turn() {
        return Orientation.of(track);
    }

    /**
     * Frames before that tick will not be looked at: they are decoded only as far as later ones need them. What is read
     * may have begun before it all the same.
     */
    void seenFrom(long timestamp) {
        seenFrom = timestamp;
    }

    /**
     * Reads the next frame that has a time.
     *
     * @return false at the end
     */
    public boolean next(Frame into) {
        while (true) {
            if (cancelled.getAsBoolean()) {
                throw new RenderCancelled();
            }
            into.clear();
            if (decoder.receive(into)) {
                if (into.hasTimestamp()) {
                    correct(into);
                    return true;
                }
                continue;
            }
            if (inputEnded) {
                return false;
            }
            if (!input.read(packet)) {
                inputEnded = true;
                decoder.send(null);
            } else if (packet.track() == track.index()) {
                decoder.onlyReferences(
                        packet.timestamp() != FFmpeg.NO_TIMESTAMP && packet.timestamp() < seenFrom);
                decoder.send(packet);
            }
        }
    }

    /** Hears of packets without their being decoded. */
    public interface PacketLook {
        /**
         * One packet of the track.
         *
         * @param timestamp when it is shown, in ticks
         * @param size in bytes
         */
        void at(long timestamp, int size, boolean key);
    }

    /** Reads every packet of the track from the file's start on, in decoding order, and goes back there. */
    public void eachPacket(PacketLook look) {
        rewind();
        while (input.read(packet)) {
            if (cancelled.getAsBoolean()) {
                throw new RenderCancelled();
            }
            if (packet.track() == track.index() && packet.timestamp() != FFmpeg.NO_TIMESTAMP) {
                look.at(packet.timestamp(), packet.size(), packet.isKey());
            }
        }
        rewind();
    }

    /**
     * Decodes the keyframe at or before the time, and nothing else.
     *
     * @return false where there is none
     */
    public boolean keyframe(long timestamp, Frame into) {
        into.clear();
        if (!seek(timestamp)) {
            rewind();
        }
        while (input.read(packet)) {
            if (cancelled.getAsBoolean()) {
                throw new RenderCancelled();
            }
            if (packet.track() == track.index() && packet.isKey()) {
                decoder.send(packet);
                // A decoder waits for later frames to put them in order; there are none to wait
                // for.
                decoder.send(null);
                boolean found = decoder.receive(into);
                decoder.flush();
                return found;
            }
        }
        return false;
    }

    /** What the container says of a picture's shape and fields, where the coded picture itself does not. */
    private void correct(Frame frame) {
        if (!track.isVideo()) {
            return;
        }
        AVRational aspect = track.raw.sample_aspect_ratio();
        if (aspect.num() > 0 && aspect.den() > 0) {
            frame.raw.sample_aspect_ratio().num(aspect.num());
            frame.raw.sample_aspect_ratio().den(aspect.den());
        }
        if (fieldsAreOnlyInContainer) {
            frame.markInterlaced(track.upperFieldFirst());
        }
    }

    /** The last keyframe at or before the time that the container's index holds, in ticks. */
    OptionalLong keyframeBefore(long timestamp) {
        AVIndexEntry entry =
                avformat.avformat_index_get_entry_from_timestamp(
                        track.raw, timestamp, avformat.AVSEEK_FLAG_BACKWARD);
        return entry == null || entry.isNull()
                ? OptionalLong.empty()
                : OptionalLong.of(entry.timestamp());
    }

    /**
     * Goes to a keyframe at or before the time, as well as the container knows; the caller looks at what comes and
     * asks for an earlier time if that began too late.
     *
     * @return false where the container cannot seek there
     */
    public boolean seek(long timestamp) {
        boolean sought = input.seek(track, timestamp);
        decoder.flush();
        inputEnded = false;
        return sought;
    }

    /** Goes to the file's first packet. */
    public void rewind() {
        seek(Math.min(0, track.startTime()));
    }

    @Override
    public void close() {
        packet.close();
        decoder.close();
        input.close();
    }
}
