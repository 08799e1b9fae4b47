package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an edit structure lays over its picture, counted as the analysis of videos counts it: texts that are seen at the same
 * time are one.
 *
 * @param texts how many there are
 * @param seconds of the programme in which a text or anything else is seen
 * @param total seconds of the programme, without what transitions take of it
 */
record LaidOver(int texts, double seconds, double total) {
    private static final double MINUTE = 60;

    /** Of a whole structure whose clips have trims. */
    static LaidOver of(JsonNode structure) {
        List<Span> texts = new ArrayList<>();
        List<Span> all = new ArrayList<>();
        double begins = 0;
        for (JsonNode scene : structure.path("scenes")) {
            double length = 0;
            for (JsonNode clip : scene.path("clips")) {
                length +=
                        (clip.at("/trim/end").asDouble() - clip.at("/trim/start").asDouble())
                                / clip.path("speed").asDouble(1);
            }
            JsonNode layers = scene.path("layers");
            for (Span text : seen(layers.path("text"), length)) {
                texts.add(new Span(begins + text.start(), begins + text.end()));
            }
            for (Span overlay : seen(layers.path("overlay"), length)) {
                all.add(new Span(begins + overlay.start(), begins + overlay.end()));
            }
            begins += length;
        }
        for (JsonNode item : structure.path("overlays")) {
            Span span = span(item, begins);
            if (span != null) {
                (item.has("text") ? texts : all).add(span);
            }
        }
        all.addAll(texts);
        return new LaidOver(
                together(texts).size(),
                together(all).stream().mapToDouble(Span::length).sum(),
                begins);
    }

    /** Of the layers of one scene that is so long. */
    static LaidOver of(@Nullable JsonNode layers, double length) {
        if (layers == null) {
            return new LaidOver(0, 0, length);
        }
        List<Span> texts = seen(layers.path("text"), length);
        List<Span> all = new ArrayList<>(texts);
        all.addAll(seen(layers.path("overlay"), length));
        return new LaidOver(
                together(texts).size(),
                together(all).stream().mapToDouble(Span::length).sum(),
                length);
    }

    double textsPerMinute() {
        return total > 0 ? texts * MINUTE / total : 0;
    }

    double share() {
        return total > 0 ? seconds / total : 0;
    }

    /** How many texts a programme of this length has at a rate. */
    long texts(double perMinute) {
        return Math.round(perMinute * total / MINUTE);
    }

    /** A layer is a list, or one thing. */
    private static List<Span> seen(JsonNode layer, double length) {
        List<Span> seen = new ArrayList<>();
        for (JsonNode item : layer.isObject() ? List.of(layer) : layer) {
            Span span = span(item, length);
            if (span != null) {
                seen.add(span);
            }
        }
        return seen;
    }

    private static @Nullable Span span(JsonNode item, double length) {
        double start = item.path("start").asDouble();
        double end =
                item.has("duration")
                        ? start + item.path("duration").asDouble()
                        : item.path("end").asDouble(length);
        return start < Math.min(end, length) ? new Span(start, Math.min(end, length)) : null;
    }

    private static List<Span> together(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparingDouble(Span::start)).toList()) {
            if (!joined.isEmpty() && joined.getLast().end() > span.start()) {
                Span last = joined.removeLast();
                joined.add(new Span(last.start(), Math.max(last.end(), span.end())));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }
}
