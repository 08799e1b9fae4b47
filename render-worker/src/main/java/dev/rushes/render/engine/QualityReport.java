package dev.rushes.render.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.render.sound.MeasuredSound;
import dev.rushes.render.timeline.EncoderSettings;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found in a finished video, as the JSON that goes with it. */
final class QualityReport {
    private QualityReport() {}

    static ObjectNode of(
            Timeline timeline,
            RenderedVideo video,
            @Nullable Double soundOffset,
            CutCheck.@Nullable Findings cuts,
            List<String> warnings) {
        OutputFormat output = timeline.output();
        ObjectNode report =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("version", 1)
                        .put("format", output.container().wireName())
                        .put("encoder", EncoderSettings.of(output).encoder())
                        .put("quality", output.quality().wireName())
                        .put("width", video.width())
                        .put("height", video.height())
                        .put("frameRate", video.frameRate().toString())
                        .put("frames", video.frames())
                        .put("durationSeconds", seconds(video.duration()))
                        .put("startSeconds", seconds(output.timeAt(timeline.first())))
                        .put("sizeBytes", video.sizeBytes())
                        .put("clips", timeline.placements().size())
                        .put("segments", timeline.segments().size());
        if (soundOffset == null) {
            report.putNull("audioVideoOffsetSeconds");
        } else {
            report.put(
                    "audioVideoOffsetSeconds",
                    BigDecimal.valueOf(soundOffset).setScale(6, RoundingMode.HALF_UP));
        }
        sound(report, video);
        ArrayNode notes = JsonNodeFactory.instance.arrayNode();
        if (cuts == null) {
            report.putNull("cuts");
        } else {
            report.set("cuts", cuts(cuts, output));
            warn(notes, "black", cuts.black(), output);
            warn(notes, "repeated", cuts.frozen(), output);
        }
        if (video.sound() != null) {
            video.sound().notes().forEach(notes::add);
        }
        warnings.forEach(notes::add);
        report.set("warnings", notes);
        return report;
    }

    private static void sound(ObjectNode report, RenderedVideo video) {
        MeasuredSound sound = video.sound();
        if (sound == null) {
            report.putNull("loudnessLufs").putNull("truePeakDbtp");
            return;
        }
        report.put("soundLayout", sound.layout().wireName());
        level(report, "loudnessLufs", sound.integrated());
        level(report, "truePeakDbtp", sound.truePeak());
        level(report, "gainDb", sound.gain());
    }

    /** Null of silence, whose level JSON cannot say. */
    private static void level(ObjectNode report, String name, double decibels) {
        if (Double.isFinite(decibels)) {
            report.put(name, BigDecimal.valueOf(decibels).setScale(2, RoundingMode.HALF_UP));
        } else {
            report.putNull(name);
        }
    }

    private static ObjectNode cuts(CutCheck.Findings cuts, OutputFormat output) {
        ObjectNode found =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("count", cuts.cuts())
                        .put("suspectFrames", cuts.suspects())
                        .put("decodedSuspects", cuts.looked());
        found.set("blackFrames", places(cuts.black(), output));
        found.set("frozenFrames", places(cuts.frozen(), output));
        return found;
    }

    private static ArrayNode places(List<Long> frames, OutputFormat output) {
        ArrayNode places = JsonNodeFactory.instance.arrayNode();
        frames.forEach(frame ->
                places.addObject()
                        .put("frame", frame)
                        .put("seconds", seconds(output.timeAt(frame))));
        return places;
    }

    private static void warn(ArrayNode notes, String what, List<Long> frames, OutputFormat output) {
        for (long frame : frames) {
            notes.add(
                    "a %s frame at a cut: frame %d, %s s"
                            .formatted(what, frame, seconds(output.timeAt(frame)).toPlainString()));
        }
    }

    private static BigDecimal seconds(Rational seconds) {
        return seconds.toDecimal();
    }
}
