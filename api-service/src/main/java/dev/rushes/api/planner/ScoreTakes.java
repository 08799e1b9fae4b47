package dev.rushes.api.planner;

import dev.rushes.api.planner.Material.Take;
import dev.rushes.api.planner.Material.Taste;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.FootageAnalysis.Picture;
import dev.rushes.common.footage.FootageAnalysis.Sound;
import dev.rushes.common.footage.Series;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Scores the takes of a scene against each other and against the script. */
final class ScoreTakes {
    /** A measure that fails is this, so that the mean stays comparable. */
    private static final double LEAST = 0.02;

    /** Shorter sounds are no reading of a scene. */
    private static final double LEAST_SPEECH = 0.4;

    private final PlannerSettings settings;
    private final Taste taste;

    ScoreTakes(PlannerSettings settings, Taste taste) {
        this.settings = settings;
        this.taste = taste;
    }

    /** The scene's takes, best first. */
    List<ScoredTake> of(SceneTakes scene) {
        List<Voice> voices = new ArrayList<>();
        scene.takes().forEach(take -> voices.add(Voice.of(take.analysis())));
        OptionalDouble expected = expectedSpeech(scene, voices);
        double pause = usualPause(voices);
        double phrases = usualPhrases(voices);
        double sharpest = 0;
        List<Span> usable = new ArrayList<>();
        for (int i = 0; i < voices.size(); i++) {
            Take take = scene.takes().get(i);
            usable.add(usable(take.analysis(), voices.get(i), expected.isPresent()));
            Double value = sharpness(take.analysis(), usable.get(i));
            sharpest = Math.max(sharpest, value == null ? 0 : value);
        }
        List<ScoredTake> scored = new ArrayList<>();
        for (int i = 0; i < voices.size(); i++) {
            Take take = scene.takes().get(i);
            Voice voice = voices.get(i);
            Map<String, Double> parts = new LinkedHashMap<>();
            if (expected.isPresent()) {
                speech(voice, expected.getAsDouble(), pause, phrases, parts);
            }
            sound(take.analysis(), voice, expected.isPresent(), parts);
            picture(take.analysis(), usable.get(i), sharpest, parts);
            parts.put(
                    "recency",
                    voices.size() == 1 ? 1 : 0.5 + 0.5 * i / (double) (voices.size() - 1));
            if (taste.laterTakes() != 0 && voices.size() > 1) {
                parts.put("habit", preferred((double) i / (voices.size() - 1)));
            }
            parts.replaceAll((name, value) -> Math.clamp(value, LEAST, 1));
            scored.add(new ScoredTake(take, voice, usable.get(i), parts, mean(parts)));
        }
        scored.sort(ScoredTake.BEST_FIRST);
        return scored;
    }

    /**
     * How far a take is one that people of the show usually choose.
     *
     * @param place from 0, the first of its scene, to 1, the last
     */
    private double preferred(double place) {
        double distance = taste.laterTakes() > 0 ? 1 - place : place;
        return 1 - Math.abs(taste.laterTakes()) * distance / 2;
    }

    /** Seconds of speech in a whole reading: what most takes agree on, the script where they do not. */
    OptionalDouble expectedSpeech(SceneTakes scene, List<Voice> voices) {
        OptionalDouble written =
                scene.scripted() == null || scene.scripted().spokenWords() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                scene.scripted().spokenWords() * 60 / settings.wordsPerMinute());
        double[] whole =
                voices.stream()
                        .filter(voice -> voice.seconds() >= LEAST_SPEECH)
                        .filter(voice -> !voice.cutStart() && !voice.cutEnd())
                        .mapToDouble(Voice::seconds)
                        .sorted()
                        .toArray();
        if (whole.length == 0) {
            double[] any =
                    voices.stream()
                            .mapToDouble(Voice::seconds)
                            .filter(seconds -> seconds >= LEAST_SPEECH)
                            .sorted()
                            .toArray();
            return any.length == 0 || written.isPresent()
                    ? written
                    : OptionalDouble.of(any[any.length - 1]);
        }
        if (whole.length >= 3) {
            return OptionalDouble.of(whole[(whole.length - 1) / 2]);
        }
        if (whole.length == 1 || written.isEmpty()) {
            // A restart makes a reading longer; nothing makes a whole one shorter.
            return OptionalDouble.of(whole[0]);
        }
        double script = written.getAsDouble();
        return OptionalDouble.of(
                Math.abs(whole[0] - script) <= Math.abs(whole[1] - script) ? whole[0] : whole[1]);
    }

    private static double usualPause(List<Voice> voices) {
        double[] pauses =
                voices.stream()
                        .filter(voice -> voice.phrases().size() > 1)
                        .mapToDouble(Voice::longestPause)
                        .sorted()
                        .toArray();
        return pauses.length == 0 ? 0 : pauses[(pauses.length - 1) / 2];
    }

    private static double usualPhrases(List<Voice> voices) {
        int[] counts =
                voices.stream()
                        .filter(voice -> voice.seconds() >= LEAST_SPEECH)
                        .mapToInt(voice -> voice.phrases().size())
                        .sorted()
                        .toArray();
        return counts.length == 0 ? 0 : counts[(counts.length - 1) / 2];
    }

    private static void speech(
            Voice voice, double expected, double pause, double phrases, Map<String, Double> parts) {
        double share = voice.seconds() / expected;
        double completeness = share >= 0.97 ? 1 : Math.max(0, 1 - (0.97 - share) * 3);
        if (voice.cutStart() || voice.cutEnd()) {
            completeness *= 0.15;
        }
        parts.put("completeness", completeness);
        double delivery = share <= 1.04 ? 1 : Math.max(0, 1 - (share - 1.04) * 3);
        double tooLong = (voice.longestPause() - Math.max(pause * 1.3, 0.6)) / 0.5;
        if (tooLong > 0) {
            delivery /= 1 + tooLong * tooLong;
        }
        if (voice.phrases().size() > phrases && phrases > 0) {
            delivery /= 1 + (voice.phrases().size() - phrases) / phrases;
        }
        parts.put("delivery", voice.speaks() ? delivery : LEAST);
    }

    private static void sound(
            FootageAnalysis analysis, Voice voice, boolean spoken, Map<String, Double> parts) {
        Sound sound = analysis.sound();
        if (sound == null) {
            if (spoken) {
                parts.put("level", LEAST);
            }
            return;
        }
        parts.put("clipping", 1 / (1 + sound.clippedShare() / 0.002));
        if (!spoken) {
            return;
        }
        double level = level(sound, voice);
        parts.put("noise", (level - sound.noiseFloorDb() - 5) / 30);
        parts.put("level", (level + 55) / 25);
    }

    /** dBFS of the voice. */
    private static double level(Sound sound, Voice voice) {
        double loudest = Double.NEGATIVE_INFINITY;
        for (Span phrase : voice.phrases()) {
            Double mean = sound.level().mean(phrase.start(), phrase.end());
            loudest = mean == null ? loudest : Math.max(loudest, mean);
        }
        return Double.isInfinite(loudest) ? -90 : loudest;
    }

    private static void picture(
            FootageAnalysis analysis, Span usable, double sharpest, Map<String, Double> parts) {
        Picture picture = analysis.picture();
        if (picture == null) {
            parts.put("picture", LEAST);
            return;
        }
        Double sharpness = sharpness(analysis, usable);
        if (sharpness != null && sharpest > 0) {
            parts.put("sharpness", Math.min(sharpness / 0.35, (sharpness / sharpest - 0.35) / 0.6));
        }
        Double brightness = value(picture.brightness(), usable);
        if (brightness != null) {
            parts.put("exposure", Math.min((brightness - 0.02) / 0.18, (1 - brightness) / 0.2));
        }
        Double shake = value(picture.shake(), usable);
        if (shake != null) {
            parts.put("shake", 1 / (1 + Math.pow(shake / 0.4, 2)));
        }
        double bad = covered(picture.black(), usable) + covered(picture.frozen(), usable);
        parts.put("picture", 1 - 2 * bad / usable.length());
    }

    private static double covered(List<Span> spans, Span usable) {
        return spans.stream().mapToDouble(usable::overlap).sum();
    }

    private static @Nullable Double sharpness(FootageAnalysis analysis, Span usable) {
        Picture picture = analysis.picture();
        return picture == null ? null : value(picture.sharpness(), usable);
    }

    private static @Nullable Double value(Series series, Span usable) {
        Double mean = series.mean(usable.start(), usable.end());
        return mean == null ? series.overall() : mean;
    }

    /** From the first to the last word; the part without black and shake at both ends where nobody speaks. */
    private Span usable(FootageAnalysis analysis, Voice voice, boolean spoken) {
        double end = analysis.durationSeconds();
        if (spoken && voice.speaks()) {
            return new Span(
                    Math.max(0, voice.phrases().getFirst().start() - settings.lead()),
                    Math.min(end, voice.phrases().getLast().end() + settings.lead()));
        }
        return SteadyPart.of(analysis);
    }

    private double mean(Map<String, Double> parts) {
        PlannerSettings.Weights weights = settings.weights();
        double sum = 0;
        double all = 0;
        for (Map.Entry<String, Double> part : parts.entrySet()) {
            double weight =
                    switch (part.getKey()) {
                        case "completeness" -> weights.completeness();
                        case "delivery" -> weights.delivery();
                        case "clipping" -> weights.clipping();
                        case "noise" -> weights.noise();
                        case "level" -> weights.level();
                        case "sharpness" -> weights.sharpness();
                        case "exposure" -> weights.exposure();
                        case "shake" -> weights.shake();
                        case "picture" -> weights.picture();
                        case "recency" -> weights.recency();
                        case "habit" -> weights.habit();
                        default -> throw new IllegalStateException(part.getKey());
                    };
            sum += weight * Math.log(part.getValue());
            all += weight;
        }
        return all == 0 ? 0 : Math.exp(sum / all);
    }
}
