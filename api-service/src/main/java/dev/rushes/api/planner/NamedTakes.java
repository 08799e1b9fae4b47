package dev.rushes.api.planner;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of takes in a reviewer's words.
 *
 * @param wanted to be shown
 * @param others named for any other reason: mostly because something is wrong with them
 */
record NamedTakes(Set<Integer> wanted, Set<Integer> others) {
    private static final Pattern TAKE = Pattern.compile("\\btake\\s*(\\d{1,6})(?!\\d)");

    /** What is said of one take ends where the next clause begins. */
    private static final Pattern CLAUSE = Pattern.compile("[.,;:!?\\n]|\\b(?:but|and|so)\\b");

    private static final Pattern REFUSED =
            Pattern.compile(
                    "\\b(?:not|don['\u2019]?t|never|cannot|can['\u2019]?t)\\b"
                            + "|\\b(?:instead of|than)\\s+(?:the\\s+)?$");
    private static final Pattern WANTED_BEFORE =
            Pattern.compile("\\b(?:use|instead|rather|prefer)\\b");
    private static final Pattern WANTED_BEHIND =
            Pattern.compile(
                    "^\\s*(?:(?:of|in|from)\\s+(?:scene\\s+)?\\S+\\s+)?"
                            + "(?:instead|rather|(?:is|was|looks|looked|sounds|sounded)"
                            + "\\s+(?:much\\s+|far\\s+|the\\s+)?(?:better|best))\\b");

    NamedTakes {
        wanted = Set.copyOf(wanted);
        others = Set.copyOf(others);
    }

    static NamedTakes in(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        Set<Integer> wanted = new HashSet<>();
        Set<Integer> others = new HashSet<>();
        Matcher named = TAKE.matcher(plain);
        int from = 0;
        while (named.find()) {
            String before = plain.substring(from, named.start());
            Matcher clause = CLAUSE.matcher(before);
            int begins = 0;
            while (clause.find()) {
                begins = clause.end();
            }
            before = before.substring(begins);
            boolean isWanted =
                    !REFUSED.matcher(before).find()
                            && (WANTED_BEFORE.matcher(before).find()
                                    || WANTED_BEHIND.matcher(plain.substring(named.end())).find());
            (isWanted ? wanted : others).add(Integer.valueOf(named.group(1)));
            from = named.end();
        }
        others.removeAll(wanted);
        return new NamedTakes(wanted, others);
    }
}
