package dev.rushes.render.text;

import dev.rushes.common.plan.layers.TextStyle;
import dev.rushes.render.timeline.Composition;
import dev.rushes.render.timeline.Sprite;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks through a programme's texts before they are drawn. */
public final class TextWarnings {
    private TextWarnings() {}

    /**
     * Opens every font once and names the characters that none of them has, one warning for each set of fonts.
     *
     * @param files the local file of a font's key
     * @throws dev.rushes.render.media.BadMedia where a font cannot be used
     */
    public static List<String> of(Timeline timeline, Function<String, Path> files) {
        List<Sprite.Words> words = new ArrayList<>();
        timeline.scenes().forEach(scene -> collect(scene.composition(), words));
        collect(timeline.overlays(), words);
        if (words.isEmpty()) {
            return List.of();
        }
        Map<List<String>, Set<Integer>> missing = new LinkedHashMap<>();
        try (TextPictures pictures = new TextPictures(files)) {
            for (Sprite.Words text : words) {
                TextStyle style = text.style();
                missing.computeIfAbsent(style.fonts(), fonts -> new TreeSet<>())
                        .addAll(pictures.missing(text.text(), style));
            }
        }
        return missing.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> said(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void collect(Composition composition, List<Sprite.Words> words) {
        for (Sprite sprite : composition.sprites()) {
            if (sprite.content() instanceof Sprite.Words text) {
                words.add(text);
            }
        }
    }

    private static String said(List<String> fonts, Set<Integer> missing) {
        String characters =
                missing.stream()
                        .map(c -> "U+%04X (%s)".formatted(c, Character.toString(c)))
                        .collect(Collectors.joining(", "));
        return "no font has these characters of a text, which come out as boxes: "
                + characters
                + (fonts.isEmpty()
                        ? "; name a font that has them (\"font\": an asset's key)"
                        : "; asked were " + String.join(", ", fonts) + " and the bundled ones");
    }
}
