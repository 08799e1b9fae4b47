package dev.rushes.local.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for, read as far as that needs: names of metrics with the labels that their matchers name,
 * and the labels that results are grouped and joined by.
 */
final class Selectors {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile(
                    "\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*})?(\\s*\\()?");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "offset", "bool", "by", "without", "on", "ignoring");
    private static final Pattern DURATION =
            Pattern.compile("\\b\\d+(\\.\\d+)?(e\\d+|[smhdwy])?\\b");

    /** One metric as it is asked for. */
    record Selector(String metric, Set<String> labels) {}

    private final List<Selector> all = new ArrayList<>();
    private final Set<String> groupings = new TreeSet<>();

    private Selectors() {}

    static Selectors of(String expression) {
        Selectors selectors = new Selectors();
        String plain = RANGE.matcher(STRING.matcher(expression).replaceAll("\"\"")).replaceAll("");
        Matcher grouping = GROUPING.matcher(plain);
        while (grouping.find()) {
            WORD.matcher(grouping.group(1))
                    .results()
                    .forEach(label -> selectors.groupings.add(label.group()));
        }
        Matcher found =
                SELECTOR.matcher(
                        DURATION.matcher(GROUPING.matcher(plain).replaceAll(" ")).replaceAll(" "));
        while (found.find()) {
            boolean function = found.group(3) != null && found.group(2) == null;
            if (!function && !WORDS.contains(found.group(1))) {
                selectors.all.add(new Selector(found.group(1), labels(found.group(2))));
            }
        }
        return selectors;
    }

    private static Set<String> labels(String matchers) {
        Set<String> labels = new TreeSet<>();
        if (matchers != null) {
            Matcher label = MATCHER.matcher(matchers);
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        return labels;
    }

    List<Selector> all() {
        return all;
    }

    Set<String> groupings() {
        return groupings;
    }
}
