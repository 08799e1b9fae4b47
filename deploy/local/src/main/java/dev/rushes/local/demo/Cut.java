package dev.rushes.local.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An edit over all takes, with trims that begin on no whole frame and the four transitions in turn, and the number of
 * frames that it must come out with.
 *
 * @param structure the edit structure as the api-service takes it
 * @param frames frames of the programme at {@link #FRAME_RATE}
 */
record Cut(Map<String, Object> structure, long frames) {

    static final int FRAME_RATE = 30;
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    private static final BigDecimal LONGEST_CLIP = new BigDecimal("4");
    private static final BigDecimal OVERLAP = new BigDecimal("0.5");
    // A dissolve takes its frames from both neighbours and may have at most half of the shorter
    // one.
    private static final BigDecimal SHORTEST_TO_DISSOLVE = new BigDecimal("1.2");
    private static final BigDecimal SECOND_CLIP_FROM = new BigDecimal("10");

    /**
     * A take that was uploaded and analysed.
     *
     * @param duration length of its picture in seconds
     */
    record Source(String sceneId, String sceneName, String key, BigDecimal duration) {}

    private record Trim(BigDecimal start, BigDecimal end) {
        BigDecimal length() {
            return end.subtract(start);
        }

        long frames() {
            return Cut.frames(length());
        }
    }

    static Cut of(List<Source> sources) {
        List<Map<String, Object>> scenes = new ArrayList<>();
        long frames = 0;
        BigDecimal lastLength = BigDecimal.ZERO;
        for (int i = 0; i < sources.size(); i++) {
            List<Trim> trims = trims(sources.get(i), i);
            boolean dissolve =
                    i % 2 == 1
                            && lastLength.compareTo(SHORTEST_TO_DISSOLVE) >= 0
                            && trims.getFirst().length().compareTo(SHORTEST_TO_DISSOLVE) >= 0;
            List<Object> transitions = new ArrayList<>();
            if (i == 0) {
                transitions.add("fade_in");
            } else if (dissolve) {
                transitions.add(Map.of("type", "dissolve", "duration", OVERLAP));
                frames -= frames(OVERLAP);
            } else {
                transitions.add("cut");
            }
            if (i == sources.size() - 1) {
                transitions.add("fade_out");
            }
            scenes.add(scene(sources.get(i), trims, transitions));
            frames += trims.stream().mapToLong(Trim::frames).sum();
            lastLength = trims.getLast().length();
        }
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("version", 1);
        structure.put(
                "output",
                Map.of(
                        "width",
                        WIDTH,
                        "height",
                        HEIGHT,
                        "frameRate",
                        Integer.toString(FRAME_RATE)));
        structure.put("scenes", scenes);
        structure.put("music", Map.of("enabled", false));
        structure.put("overlays", List.of());
        return new Cut(structure, frames);
    }

    private static Map<String, Object> scene(
            Source source, List<Trim> trims, List<Object> transitions) {
        Map<String, Object> scene = new LinkedHashMap<>();
        scene.put("sceneId", source.sceneId());
        scene.put("name", source.sceneName());
        scene.put(
                "clips",
                trims.stream()
                        .map(trim ->
                                Map.of(
                                        "s3Key",
                                        source.key(),
                                        "duration",
                                        trim.length(),
                                        "trim",
                                        Map.of("start", trim.start(), "end", trim.end())))
                        .toList());
        scene.put("transitions", transitions);
        return scene;
    }

    /** One odd piece of a short take, two of a long one. */
    private static List<Trim> trims(Source source, int index) {
        BigDecimal duration = source.duration();
        BigDecimal odd =
                new BigDecimal("0.037")
                        .add(new BigDecimal("0.011").multiply(BigDecimal.valueOf(index % 7)));
        BigDecimal first = share(duration, "0.1").add(odd).min(share(duration, "0.3"));
        List<Trim> trims = new ArrayList<>();
        trims.add(
                new Trim(
                        first, first.add(share(duration, "0.55").min(LONGEST_CLIP.subtract(odd)))));
        if (duration.compareTo(SECOND_CLIP_FROM) >= 0) {
            BigDecimal second = share(duration, "0.7").add(odd);
            trims.add(
                    new Trim(
                            second,
                            second.add(share(duration, "0.15").min(new BigDecimal("2.503")))));
        }
        return trims;
    }

    private static BigDecimal share(BigDecimal duration, String part) {
        return duration.multiply(new BigDecimal(part)).setScale(3, RoundingMode.DOWN);
    }

    /** Rounded half up, at least one, as the edit structure is defined. */
    private static long frames(BigDecimal seconds) {
        return Math.max(
                1,
                seconds.multiply(BigDecimal.valueOf(FRAME_RATE))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
