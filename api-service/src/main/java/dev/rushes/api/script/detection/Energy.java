package dev.rushes.api.script.detection;

import dev.rushes.api.script.detection.VisualRequirements.Evidence;
import dev.rushes.api.script.detection.VisualRequirements.Lines;
import dev.rushes.api.script.text.Passage;
import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Speech;
import dev.rushes.common.show.EnergyLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How lively a segment is, and why. The words are English; what is counted needs no language. */
record Energy(EnergyLevel level, List<Evidence> evidence) {
    private static final double FROM_HIGH = 1.5;
    private static final double MOST_BY_WORDS = 3;
    private static final int MOST_EVIDENCE = 12;
    private static final int FEW_WORDS = 6;
    private static final int MANY_WORDS = 40;
    private static final int ENOUGH_SPEECHES = 4;
    private static final int MANY_SPEAKERS = 4;
    private static final double OFTEN = 0.3;
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,20}");
    private static final Set<String> LIVELY =
            Set.of(
                    "run",
                    "runs",
                    "running",
                    "race",
                    "races",
                    "racing",
                    "chase",
                    "chases",
                    "chasing",
                    "fight",
                    "fights",
                    "explode",
                    "explodes",
                    "explosion",
                    "crash",
                    "crashes",
                    "smash",
                    "smashes",
                    "scream",
                    "screams",
                    "screaming",
                    "shout",
                    "shouts",
                    "shouting",
                    "yell",
                    "yells",
                    "jump",
                    "jumps",
                    "leap",
                    "leaps",
                    "dash",
                    "sprint",
                    "sprints",
                    "sprinting",
                    "burst",
                    "bursts",
                    "slam",
                    "slams",
                    "suddenly",
                    "panic",
                    "frantic",
                    "frantically",
                    "fast",
                    "faster",
                    "hurry",
                    "rush",
                    "rushes",
                    "dance",
                    "dances",
                    "dancing",
                    "party",
                    "cheer",
                    "cheers",
                    "excited",
                    "exciting",
                    "amazing",
                    "incredible",
                    "awesome",
                    "wow",
                    "epic",
                    "thrilling",
                    "gunfire",
                    "shoots",
                    "siren",
                    "sirens",
                    "alarm");
    private static final Set<String> QUIET =
            Set.of(
                    "quiet",
                    "quietly",
                    "silence",
                    "silent",
                    "silently",
                    "slow",
                    "slowly",
                    "calm",
                    "calmly",
                    "still",
                    "soft",
                    "softly",
                    "gentle",
                    "gently",
                    "whisper",
                    "whispers",
                    "whispering",
                    "sleep",
                    "sleeps",
                    "asleep",
                    "sleeping",
                    "weep",
                    "weeps",
                    "tears",
                    "sad",
                    "sadly",
                    "sighs",
                    "lonely",
                    "alone",
                    "peaceful",
                    "thoughtful",
                    "pause",
                    "pauses",
                    "breathes",
                    "stares",
                    "gazes",
                    "memory",
                    "rests",
                    "sunset",
                    "drifts");
    private static final Set<String> LOUD_MANNER =
            Set.of(
                    "shouting",
                    "yelling",
                    "screaming",
                    "excited",
                    "angry",
                    "angrily",
                    "panicked",
                    "laughing",
                    "loud",
                    "loudly");
    private static final Set<String> QUIET_MANNER =
            Set.of(
                    "whispering",
                    "quietly",
                    "softly",
                    "calm",
                    "calmly",
                    "sad",
                    "sadly",
                    "pause",
                    "beat",
                    "sighs",
                    "sobbing",
                    "slowly");

    Energy {
        evidence = List.copyOf(evidence);
    }

    static Energy of(Segment segment) {
        List<Evidence> evidence = new ArrayList<>();
        double words = 0;
        double manner = 0;
        for (Passage passage : segment.passages()) {
            words += words(passage, evidence);
            if (passage instanceof Speech speech) {
                manner += manner(speech, evidence);
            }
        }
        double score =
                Math.clamp(words, -MOST_BY_WORDS, MOST_BY_WORDS)
                        + Math.clamp(manner, -2, 2)
                        + counted(segment, evidence);
        evidence.sort(Comparator.comparingDouble((Evidence one) -> -Math.abs(one.weight())));
        EnergyLevel level =
                score >= FROM_HIGH
                        ? EnergyLevel.HIGH
                        : score <= -FROM_HIGH ? EnergyLevel.LOW : EnergyLevel.MEDIUM;
        return new Energy(level, evidence.subList(0, Math.min(MOST_EVIDENCE, evidence.size())));
    }

    private static double words(Passage passage, List<Evidence> evidence) {
        // What is done tells more than what is said.
        double weight = passage instanceof Action ? 1 : 0.5;
        double sum = 0;
        Matcher words = WORD.matcher(passage.text());
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT);
            if (LIVELY.contains(word)) {
                evidence.add(new Evidence("word", word, lines(passage), weight));
                sum += weight;
            } else if (QUIET.contains(word)) {
                evidence.add(new Evidence("word", word, lines(passage), -weight));
                sum -= weight;
            }
        }
        return sum;
    }

    private static double manner(Speech speech, List<Evidence> evidence) {
        double sum = 0;
        for (String manner : speech.manner()) {
            for (String word : manner.toLowerCase(Locale.ROOT).split("\\P{L}+", 20)) {
                double weight =
                        LOUD_MANNER.contains(word) ? 1 : QUIET_MANNER.contains(word) ? -1 : 0;
                if (weight != 0) {
                    evidence.add(new Evidence("parenthetical", word, lines(speech), weight));
                    sum += weight;
                }
            }
        }
        return sum;
    }

    private static double counted(Segment segment, List<Evidence> evidence) {
        Lines all = new Lines(segment.from(), segment.to());
        List<Speech> speeches = segment.speeches();
        double sum = 0;
        int sentences = 0;
        int cried = 0;
        for (Speech speech : speeches) {
            for (int i = 0; i < speech.text().length(); i++) {
                char c = speech.text().charAt(i);
                sentences += c == '.' || c == '?' || c == '!' ? 1 : 0;
                cried += c == '!' ? 1 : 0;
            }
        }
        if (cried >= 2 && cried >= OFTEN * sentences) {
            sum += add(evidence, "exclamations", cried + " of " + sentences + " sentences", all, 1);
        }
        if (!speeches.isEmpty()) {
            int mean = segment.spokenWords() / speeches.size();
            if (mean <= FEW_WORDS && speeches.size() >= ENOUGH_SPEECHES) {
                sum += add(evidence, "short speeches", mean + " words each", all, 1);
            } else if (mean >= MANY_WORDS) {
                sum += add(evidence, "long speeches", mean + " words each", all, -0.5);
            }
        }
        if (segment.speakers().size() >= MANY_SPEAKERS) {
            sum += add(evidence, "many speakers", segment.speakers().size() + " speak", all, 0.5);
        }
        return sum;
    }

    private static double add(
            List<Evidence> evidence, String kind, String found, Lines lines, double weight) {
        evidence.add(new Evidence(kind, found, lines, weight));
        return weight;
    }

    private static Lines lines(Passage passage) {
        return new Lines(passage.from(), passage.to());
    }
}
