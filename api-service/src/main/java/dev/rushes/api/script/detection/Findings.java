package dev.rushes.api.script.detection;

import dev.rushes.common.show.ScriptSceneType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an analyser found in all segments of a script.
 *
 * @param by {@code rules}, or the model that helped
 * @param warnings what was doubtful, for people
 */
record Findings(String by, List<Finding> all, List<String> warnings) {
    /**
     * In one segment.
     *
     * @param importance what its natural length is multiplied with, 1 leaves it
     */
    record Finding(
            Segment segment,
            ScriptSceneType type,
            Energy energy,
            SeenThings seen,
            double importance) {}

    Findings {
        all = List.copyOf(all);
        warnings = List.copyOf(warnings);
    }

    static Findings byRules(List<Segment> segments) {
        List<ScriptSceneType> types = SceneTypes.of(segments);
        Set<String> everybody =
                segments.stream()
                        .flatMap(segment -> segment.speakers().stream())
                        .collect(Collectors.toSet());
        List<Finding> all = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            all.add(
                    new Finding(
                            segment,
                            types.get(i),
                            Energy.of(segment),
                            SeenThings.of(segment, everybody),
                            1));
        }
        return new Findings(RuleAnalyser.NAME, all, List.of());
    }
}
