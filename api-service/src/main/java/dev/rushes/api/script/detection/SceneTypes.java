package dev.rushes.api.script.detection;

import dev.rushes.common.show.ScriptSceneType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which part each segment plays: what its heading says, otherwise where it stands. */
final class SceneTypes {
    private static final int FEWEST_FOR_AN_OUTRO = 3;
    private static final int WORDS_OF_A_TRANSITION = 12;
    private static final Pattern INTRO =
            Pattern.compile(
                    "\\b(intro(duction)?|hook|cold open|teaser|opening|main title|title sequence)\\b");
    private static final Pattern OUTRO =
            Pattern.compile(
                    "\\b(outro|ending|closing|conclusion|epilogue|end credits|credits|call to action|cta|end card|recap|summary)\\b");
    private static final Pattern TRANSITION =
            Pattern.compile(
                    "\\b(transition|interlude|bridge|b-?roll|montage|stock shots?|bumper)\\b");

    private SceneTypes() {}

    static List<ScriptSceneType> of(List<Segment> segments) {
        List<Optional<ScriptSceneType>> named = segments.stream().map(SceneTypes::named).toList();
        boolean intro = named.contains(Optional.of(ScriptSceneType.INTRO));
        boolean outro = named.contains(Optional.of(ScriptSceneType.OUTRO));
        int last = segments.size() - 1;
        List<ScriptSceneType> types = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            int at = i;
            types.add(
                    named.get(i)
                            .orElseGet(() -> {
                                if (at == 0 && last >= 1 && !intro) {
                                    return ScriptSceneType.INTRO;
                                }
                                if (at == last && last + 1 >= FEWEST_FOR_AN_OUTRO && !outro) {
                                    return ScriptSceneType.OUTRO;
                                }
                                return at > 0 && at < last && isShort(segments.get(at))
                                        ? ScriptSceneType.TRANSITION
                                        : ScriptSceneType.MAIN;
                            }));
        }
        return types;
    }

    private static Optional<ScriptSceneType> named(Segment segment) {
        if (segment.heading() == null || segment.heading().setting() != null) {
            return Optional.empty();
        }
        String heading = segment.heading().text().toLowerCase(Locale.ROOT);
        if (INTRO.matcher(heading).find()) {
            return Optional.of(ScriptSceneType.INTRO);
        }
        if (OUTRO.matcher(heading).find()) {
            return Optional.of(ScriptSceneType.OUTRO);
        }
        return TRANSITION.matcher(heading).find()
                ? Optional.of(ScriptSceneType.TRANSITION)
                : Optional.empty();
    }

    /** Nobody speaks, and little is seen. */
    private static boolean isShort(Segment segment) {
        return segment.spokenWords() == 0
                && segment.actionWords() > 0
                && segment.actionWords() <= WORDS_OF_A_TRANSITION;
    }

    /** INTRO, MAIN-1, MAIN-2, TRANSITION-1, OUTRO; a second intro is INTRO-2. */
    static List<String> names(List<ScriptSceneType> types) {
        Map<ScriptSceneType, Integer> counts = new EnumMap<>(ScriptSceneType.class);
        List<String> names = new ArrayList<>();
        for (ScriptSceneType type : types) {
            int count = counts.merge(type, 1, Integer::sum);
            boolean numbered =
                    switch (type) {
                        case MAIN, TRANSITION -> true;
                        case INTRO, OUTRO -> count > 1;
                    };
            names.add(numbered ? type.name() + "-" + count : type.name());
        }
        return names;
    }
}
