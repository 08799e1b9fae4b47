package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Series;
import dev.rushes.common.footage.Shot;
import dev.rushes.common.footage.Span;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptSceneType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * An episode whose right takes and true pauses are known, with what the analysis would find in its takes: measured, so
 * with errors.
 *
 * @param right keys of the takes that nothing is wrong with
 * @param phrases the true phrases of every take
 */
record Rehearsal(
        Material material,
        Brief brief,
        Set<String> right,
        Map<String, List<Span>> phrases,
        double target) {
    static final double FRAME = 1 / 30.0;

    enum Flaw {
        NONE,
        FLUBBED,
        CLIPPED,
        BLURRED,
        SHAKY,
        SILENT,
        DARK,
        CUT_OFF
    }

    /**
     * Makes one.
     *
     * @param subtlety 0 for flaws that everybody sees, 1 for flaws as small as the errors of measuring
     * @param target share of what the right takes say
     */
    static Rehearsal of(long seed, double subtlety, double target, Habits habits) {
        Random random = new Random(seed);
        List<Take> takes = new ArrayList<>();
        List<Scripted> script = new ArrayList<>();
        Set<String> right = new HashSet<>();
        Map<String, List<Span>> truth = new HashMap<>();
        double trueSeconds = 0;
        int scenes = 3 + random.nextInt(3);
        for (int scene = 0; scene < scenes; scene++) {
            String name = scene == 0 ? "INTRO" : scene == scenes - 1 ? "OUTRO" : "MAIN-" + scene;
            String type = scene == 0 ? "intro" : scene == scenes - 1 ? "outro" : "main";
            double[] lines = new double[2 + random.nextInt(3)];
            double said = 0;
            for (int line = 0; line < lines.length; line++) {
                lines[line] = 0.9 + 1.8 * random.nextDouble();
                said += lines[line];
            }
            int words = (int) Math.round(said * 2.5);
            script.add(
                    new Scripted(
                            name,
                            null,
                            null,
                            ScriptSceneType.valueOf(type.toUpperCase(java.util.Locale.ROOT)),
                            said,
                            List.of(EnergyLevel.values()).get(random.nextInt(3)),
                            words,
                            List.of(),
                            scene * 10 + 1,
                            scene * 10 + 9));
            List<Flaw> flaws = new ArrayList<>(List.of(Flaw.values()).subList(1, 8));
            Collections.shuffle(flaws, random);
            int count = 2 + random.nextInt(3);
            int good = random.nextInt(count);
            for (int take = 0; take < count; take++) {
                Flaw flaw = take == good ? Flaw.NONE : flaws.get(take);
                String key = "episodes/e/%d/%s/take-%d.mp4".formatted(seed, name, take + 1);
                List<Span> phrases = spoken(lines, flaw, subtlety, random);
                double end =
                        phrases.isEmpty()
                                ? 6
                                : flaw == Flaw.CUT_OFF
                                        ? phrases.getLast().end()
                                        : phrases.getLast().end() + 0.8 + random.nextDouble();
                truth.put(key, phrases);
                if (flaw == Flaw.NONE) {
                    right.add(key);
                    trueSeconds += phrases.getLast().end() - phrases.getFirst().start();
                }
                takes.add(
                        new Take(
                                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
                                key,
                                name,
                                scene + 1,
                                type,
                                take + 1,
                                "take-%d.mp4".formatted(take + 1),
                                1920,
                                1080,
                                measured(phrases, end, flaw, subtlety, random),
                                null,
                                (JsonNode) null));
            }
        }
        Pacing pacing = Pacing.MEDIUM;
        return new Rehearsal(
                new Material(
                        "Episode " + seed,
                        "Show",
                        takes,
                        script,
                        List.of(),
                        List.of(),
                        null,
                        habits),
                new Brief(trueSeconds * target, pacing, null),
                right,
                truth,
                trueSeconds * target);
    }

    private static List<Span> spoken(double[] lines, Flaw flaw, double subtlety, Random random) {
        List<Span> phrases = new ArrayList<>();
        if (flaw == Flaw.SILENT) {
            return phrases;
        }
        double at = 0.7 + random.nextDouble();
        for (int line = 0; line < lines.length; line++) {
            double length = lines[line] * (0.98 + 0.04 * random.nextDouble());
            if (flaw == Flaw.FLUBBED && line == lines.length / 2) {
                double part = length * (1 - subtlety) * (0.4 + 0.3 * random.nextDouble());
                if (part > 0.1) {
                    phrases.add(new Span(at, at + part));
                    at += part + 0.5 + 0.6 * random.nextDouble() * (1 - subtlety);
                }
            }
            phrases.add(new Span(at, at + length));
            at += length + 0.3 + 0.35 * random.nextDouble();
        }
        if (flaw == Flaw.CUT_OFF) {
            Span last = phrases.removeLast();
            double kept = last.length() * (0.3 + 0.6 * subtlety);
            phrases.add(new Span(last.start(), last.start() + kept));
        }
        return phrases;
    }

    private static FootageAnalysis measured(
            List<Span> phrases, double end, Flaw flaw, double subtlety, Random random) {
        List<Span> speech = new ArrayList<>();
        List<Span> silence = new ArrayList<>();
        double from = 0;
        for (Span phrase : phrases) {
            // A loud room hides the ends of words.
            double start = Math.max(0, phrase.start() + random.nextGaussian() * 0.008);
            double stop = Math.min(end, phrase.end() + random.nextGaussian() * 0.008);
            speech.add(new Span(start, stop));
            if (start > from + 0.1) {
                silence.add(new Span(from, start));
            }
            from = stop;
        }
        if (end > from + 0.1) {
            silence.add(new Span(from, end));
        }
        double strength = 1 - subtlety;
        double level = -22 + random.nextGaussian();
        double noise = -62 + 3 * random.nextGaussian();
        FootageAnalysis.Sound sound =
                new FootageAnalysis.Sound(
                        silence,
                        speech,
                        -45,
                        noise,
                        level,
                        -3.0,
                        flaw == Flaw.CLIPPED
                                ? 0.03 * strength + 0.0002
                                : 0.0001 * random.nextDouble(),
                        List.of(),
                        series(end, level, 0.5, random),
                        0);
        double sharpness = flaw == Flaw.BLURRED ? 0.7 - 0.5 * strength : 0.7;
        double brightness = flaw == Flaw.DARK ? 0.4 - 0.36 * strength : 0.4;
        double shake = flaw == Flaw.SHAKY ? 0.1 + 0.9 * strength : 0.1;
        FootageAnalysis.Picture picture =
                new FootageAnalysis.Picture(
                        10,
                        320,
                        180,
                        List.of(new Shot(0, end, Shot.Change.START, 0)),
                        List.of(),
                        List.of(),
                        series(end, sharpness, 0.02, random),
                        series(end, brightness, 0.01, random),
                        0,
                        0,
                        series(end, shake, 0.02, random),
                        List.of());
        return new FootageAnalysis(
                1, end, picture, sound, FootageAnalysis.Pictures.NONE, List.of());
    }

    private static Series series(double end, double value, double error, Random random) {
        List<Double> values = new ArrayList<>();
        for (double at = 0; at < end; at += Series.STEP) {
            values.add(value + error * random.nextGaussian());
        }
        return new Series(Series.STEP, values, value);
    }
}
