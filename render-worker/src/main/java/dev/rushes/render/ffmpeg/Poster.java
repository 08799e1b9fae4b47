package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.FilterGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Writes one frame of a take as a JPEG, for people to recognise it by. */
public final class Poster {
    private static final int MAX_WIDTH = 640;

    private Poster() {}

    /**
     * Writes the frame shown at a time, upright and at most 640 pixels wide.
     *
     * @param info what the take was measured to be
     * @param at source seconds; the frame chosen is the first one decoded at or after it, or the last
     * @throws BadMedia where the take has no picture that can be decoded
     */
    public static void write(
            Path source,
            MediaInfo info,
            Rational at,
            Path jpeg,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        try (TrackReader reader = TrackReader.video(source, limits, cancelled);
                Frame found = new Frame();
                Frame next = new Frame();
                Frame still = new Frame()) {
            long wanted = info.startOffset().plus(at).dividedBy(reader.timeBase()).floor();
            if (!reader.seek(wanted) || !reader.next(found)) {
                // Some files say that they can seek and then have nothing there.
                reader.rewind();
                if (!reader.next(found)) {
                    found.clear();
                }
            }
            while (!found.isEmpty() && found.timestamp() < wanted && reader.next(next)) {
                found.take(next);
            }
            if (found.isEmpty()) {
                throw new BadMedia("its picture cannot be decoded");
            }
            try (FilterGraph graph =
                    FilterGraph.video(
                            FilterGraphs.still(found.shape(), reader.turn(), MAX_WIDTH))) {
                graph.push(0, found);
                if (!graph.pull(still)) {
                    throw new MediaFault("no picture came out of scaling");
                }
            }
            save(still, "mjpeg", jpeg);
        }
    }

    /** Encodes one picture into a file of its own. */
    public static void save(Frame picture, String codec, Path file) {
        try (Encoder encoder = Encoder.still(codec, picture);
                Packet packet = new Packet()) {
            picture.timestamp(0);
            encoder.send(picture);
            encoder.send(null);
            if (!encoder.receive(packet)) {
                throw new MediaFault("no picture came out of encoding");
            }
            byte[] bytes = new byte[packet.size()];
            packet.copyTo(bytes);
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new MediaFault("writing " + file.getFileName(), e);
        }
    }
}
