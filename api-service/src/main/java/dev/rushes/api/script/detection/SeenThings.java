package dev.rushes.api.script.detection;

import dev.rushes.api.script.detection.VisualRequirements.Found;
import dev.rushes.api.script.text.Passage.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a segment asks to be seen: framings by their names, and things that the action writes in capitals. */
record SeenThings(List<Found> props, List<Found> shots) {
    private static final int MOST = 40;
    private static final Pattern SHOT =
            Pattern.compile(
                    "\\b(extreme close[ -]?up|close[ -]?up|wide shot|wide angle|establishing shot|long shot|medium shot|two shot|"
                            + "over the shoulder|tracking shot|aerial shot|drone shot|aerial|drone|pov|point of view|insert|slow motion|"
                            + "slow[ -]mo|time[ -]?lapse|b-?roll|screen recording|macro|pan|tilt|zoom)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern CAPITALS =
            Pattern.compile(
                    "\\b\\p{Lu}[\\p{Lu}\\d'\u2019-]{2,30}(?: \\p{Lu}[\\p{Lu}\\d'\u2019-]{1,30}){0,3}\\b");

    SeenThings {
        props = List.copyOf(props);
        shots = List.copyOf(shots);
    }

    static SeenThings of(Segment segment, Set<String> everybody) {
        Map<String, Found> props = new LinkedHashMap<>();
        Map<String, Found> shots = new LinkedHashMap<>();
        for (Action action : segment.actions()) {
            Matcher framings = SHOT.matcher(action.text());
            while (framings.find() && shots.size() < MOST) {
                String name = framings.group(1).toLowerCase(Locale.ROOT);
                shots.putIfAbsent(name, new Found(name, action.from()));
            }
            if (action.text().equals(action.text().toUpperCase(Locale.ROOT))) {
                // All in capitals: nothing stands out.
                continue;
            }
            Matcher capitals = CAPITALS.matcher(action.text());
            while (capitals.find() && props.size() < MOST) {
                String name = capitals.group();
                if (!everybody.contains(name) && !SHOT.matcher(name).matches()) {
                    props.putIfAbsent(name, new Found(name, action.from()));
                }
            }
        }
        return new SeenThings(new ArrayList<>(props.values()), new ArrayList<>(shots.values()));
    }
}
