package dev.rushes.api.planner;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said in a take.
 *
 * @param phrases stretches of speech with pauses between them
 * @param certain whether the analysis took them for speech; else they are merely what is not silent
 * @param cutStart whether the take begins in the middle of a phrase
 * @param cutEnd whether it ends in the middle of one
 */
record Voice(List<Span> phrases, boolean certain, boolean cutStart, boolean cutEnd) {
    /** A gap in which no word is missed: inside a word or between two. */
    private static final double JOINED = 0.12;

    /** Nearer to the end of a take than this, a phrase goes on behind it. */
    private static final double EDGE = 0.06;

    /** Silence that stays between a transition and the neighbouring word. */
    static final double MARGIN = 0.02;

    /** Nearer than this to a phrase's end, a cut leaves nothing of the phrase out. */
    private static final double NEAR = 0.01;

    /** A clap or a cough before the first phrase. */
    private static final double BLIP = 0.3;

    private static final double BLIP_DISTANCE = 1;

    static Voice of(FootageAnalysis analysis) {
        FootageAnalysis.Sound sound = analysis.sound();
        if (sound == null) {
            return new Voice(List.of(), true, false, false);
        }
        boolean certain = !sound.speech().isEmpty();
        List<Span> heard =
                certain ? sound.speech() : between(sound.silence(), analysis.durationSeconds());
        List<Span> phrases = withoutBlip(joined(heard));
        if (phrases.isEmpty()) {
            return new Voice(List.of(), certain, false, false);
        }
        return new Voice(
                phrases,
                certain,
                phrases.getFirst().start() < EDGE,
                phrases.getLast().end() > analysis.durationSeconds() - EDGE);
    }

    boolean speaks() {
        return !phrases.isEmpty();
    }

    double seconds() {
        return phrases.stream().mapToDouble(Span::length).sum();
    }

    /** Seconds of silence before a moment that a transition may take; none where the moment lies within a phrase. */
    double silenceBefore(double moment) {
        double since = 0;
        for (Span phrase : phrases) {
            if (phrase.start() < moment - NEAR) {
                since = Math.max(since, Math.min(moment, phrase.end()));
            }
        }
        return Math.max(0, moment - since - MARGIN);
    }

    /**
     * The same behind it.
     *
     * @param duration seconds of the take
     */
    double silenceBehind(double moment, double duration) {
        double until = duration;
        for (Span phrase : phrases) {
            if (phrase.end() > moment + NEAR) {
                until = Math.min(until, Math.max(moment, phrase.start()));
            }
        }
        return Math.max(0, until - moment - MARGIN);
    }

    /** The longest pause between two phrases, in seconds. */
    double longestPause() {
        double longest = 0;
        for (int i = 1; i < phrases.size(); i++) {
            longest = Math.max(longest, phrases.get(i).start() - phrases.get(i - 1).end());
        }
        return longest;
    }

    /** What is not silent; nothing where there is no silence at all: that is a noisy place, not a speech. */
    private static List<Span> between(List<Span> silences, double duration) {
        List<Span> sounds = new ArrayList<>();
        if (silences.isEmpty()) {
            return sounds;
        }
        double from = 0;
        for (Span silence : silences) {
            if (silence.start() > from + EDGE) {
                sounds.add(new Span(from, silence.start()));
            }
            from = Math.max(from, silence.end());
        }
        if (duration > from + EDGE) {
            sounds.add(new Span(from, duration));
        }
        return sounds;
    }

    private static List<Span> joined(List<Span> heard) {
        List<Span> phrases = new ArrayList<>();
        for (Span span : heard) {
            if (!phrases.isEmpty() && span.start() - phrases.getLast().end() < JOINED) {
                Span last = phrases.removeLast();
                phrases.add(new Span(last.start(), Math.max(last.end(), span.end())));
            } else {
                phrases.add(span);
            }
        }
        return phrases;
    }

    private static List<Span> withoutBlip(List<Span> phrases) {
        boolean blip =
                phrases.size() >= 3
                        && phrases.getFirst().length() < BLIP
                        && phrases.get(1).start() - phrases.getFirst().end() > BLIP_DISTANCE;
        return blip ? phrases.subList(1, phrases.size()) : phrases;
    }
}
