package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.TakeReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.media.TimeLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Goes through a take once and measures all of it, in memory that does not grow with its length. */
final class TakeMeasures implements TakeReader.Audience {
    /** A machine that is this many times slower than the take itself may still finish. */
    private static final double SLOWEST = 1;

    private final PictureMeasures pictures;
    private final SoundFeed sound;
    private final double offset;
    private final double pictureTick;
    private final double soundTick;
    private double reached;

    private TakeMeasures(
            TakeReader reader, MediaInfo info, PictureMeasures pictures, SoundFeed sound) {
        this.pictures = pictures;
        this.sound = sound;
        this.offset = info.startOffset().toDouble();
        this.pictureTick = reader.pictureTick().toDouble();
        this.soundTick = reader.soundTick().toDouble();
    }

    /**
     * Measures the take. What is damaged is measured as far as it goes, and a note says so.
     *
     * @param drawn where to draw sound and picture
     * @throws RenderCancelled where {@code cancelled} said so
     */
    static Analysed measure(
            Path footage,
            MediaInfo info,
            DrawnPictures drawn,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        double duration = info.duration().toDouble();
        TimeLimit time =
                new TimeLimit(
                        cancelled,
                        limits.analysisTime()
                                .plus(Duration.ofMillis((long) (duration * 1000 * SLOWEST))));
        List<String> notes = new ArrayList<>();
        Waveform wave = new Waveform(duration);
        try (TakeReader reader = TakeReader.open(footage, limits, time);
                Strip strip = new Strip(duration, reader.turn());
                PictureMeasures pictures = new PictureMeasures(duration, strip);
                SoundFeed sound = new SoundFeed(wave, duration)) {
            TakeMeasures measures = new TakeMeasures(reader, info, pictures, sound);
            try {
                reader.read(measures);
            } catch (BadMedia damaged) {
                notes.add(measures.upTo(String.valueOf(damaged.getMessage())));
            } catch (RenderCancelled stopped) {
                if (!time.passed()) {
                    throw stopped;
                }
                notes.add(measures.upTo("it took longer than %d s".formatted(time.seconds())));
            }
            SoundMeasures heard = sound.ended();
            FootageAnalysis.Picture picture = pictures.found(notes);
            FootageAnalysis.Sound found = heard == null ? null : heard.found(notes);
            FootageAnalysis.Grid grid = picture == null ? null : strip.write(drawn.thumbnails());
            if (heard != null && !wave.isEmpty()) {
                wave.write(drawn.waveform());
            }
            return new Analysed(
                    info,
                    new FootageAnalysis(
                            FootageAnalysis.VERSION,
                            Steps.rounded(duration, 6),
                            picture,
                            found,
                            new FootageAnalysis.Pictures(null, null, grid),
                            notes),
                    pictures.titles());
        }
    }

    private String upTo(String why) {
        return String.format(Locale.ROOT, "measured up to %.1f s only: %s", reached, why);
    }

    @Override
    public void picture(Frame frame) {
        double second = frame.timestamp() * pictureTick - offset;
        reached = Math.max(reached, second);
        pictures.add(frame, second);
    }

    @Override
    public void sound(Frame frame) {
        double second = frame.timestamp() * soundTick - offset;
        reached = Math.max(reached, second);
        sound.add(frame, second);
    }

    @Override
    public void keyframe(long timestamp) {
        pictures.keyframe(timestamp * pictureTick - offset);
    }
}
