package dev.rushes.local.rehearsal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * An episode to be made: every scene has one take that nothing is wrong with, and others with a flaw each.
 *
 * @param script in Fountain, its dialogue as long as what is said in the takes
 * @param targetSeconds a whole reading of all scenes, times the share that was asked for
 */
record RehearsedEpisode(
        long seed, String script, List<RehearsedTake> takes, int scenes, double targetSeconds) {
    private static final String[] SPOKEN = {
        "river", "morning", "window", "paper", "garden", "summer", "table", "yellow", "market",
        "water"
    };

    /** Words a minute of an ordinary reading. */
    private static final double WORDS_A_SECOND = 2.5;

    private static final double HEAD = 0.7;
    private static final double WORD_GAP = 0.05;

    RehearsedEpisode {
        takes = List.copyOf(takes);
    }

    static String type(int scene, int scenes) {
        return scene == 1 ? "intro" : scene == scenes ? "outro" : "main";
    }

    static RehearsedEpisode of(long seed) {
        Random random = new Random(seed);
        int scenes = 3;
        StringBuilder script = new StringBuilder();
        List<RehearsedTake> takes = new ArrayList<>();
        double whole = 0;
        for (int scene = 1; scene <= scenes; scene++) {
            double[] lines = new double[2 + random.nextInt(2)];
            double said = 0;
            for (int i = 0; i < lines.length; i++) {
                lines[i] = 0.9 + random.nextDouble();
                said += lines[i];
            }
            write(script, scene, scenes, said, random);
            int count = 2 + random.nextInt(2);
            int good = random.nextInt(count);
            List<Flaw> flaws = new ArrayList<>(List.of(Flaw.values()));
            flaws.remove(Flaw.NONE);
            Collections.shuffle(flaws, random);
            for (int take = 0; take < count; take++) {
                Flaw flaw = take == good ? Flaw.NONE : flaws.get(take);
                RehearsedTake made = take(scene, take + 1, flaw, lines, random);
                takes.add(made);
                if (flaw == Flaw.NONE) {
                    whole += made.phrases().getLast().end() - made.phrases().getFirst().start();
                }
            }
        }
        double share = 0.92 + 0.16 * random.nextDouble();
        return new RehearsedEpisode(
                seed, script.toString(), takes, scenes, Math.round(whole * share * 100) / 100.0);
    }

    private static void write(
            StringBuilder script, int scene, int scenes, double said, Random random) {
        script.append("INT. ")
                .append(type(scene, scenes).toUpperCase(java.util.Locale.ROOT))
                .append(" ROOM ")
                .append(scene)
                .append(" - DAY\n\nHOST\n");
        int words = (int) Math.round(said * WORDS_A_SECOND);
        for (int i = 0; i < words; i++) {
            script.append(SPOKEN[random.nextInt(SPOKEN.length)]).append(i == words - 1 ? "." : " ");
        }
        script.append("\n\n");
    }

    private static RehearsedTake take(
            int scene, int number, Flaw flaw, double[] lines, Random random) {
        List<Phrase> phrases = new ArrayList<>();
        List<double[]> words = new ArrayList<>();
        double at = HEAD + 0.6 * random.nextDouble();
        for (int line = 0; line < lines.length; line++) {
            double length = lines[line] * (0.98 + 0.04 * random.nextDouble());
            if (flaw == Flaw.FLUBBED && line == lines.length / 2) {
                double part = length * (0.45 + 0.2 * random.nextDouble());
                phrases.add(new Phrase(at, at + part));
                words.add(words(part, random));
                at += part + 0.5 + 0.5 * random.nextDouble();
            }
            phrases.add(new Phrase(at, at + length));
            words.add(words(length, random));
            at += length + 0.35 + 0.3 * random.nextDouble();
        }
        double end = phrases.getLast().end() + 0.8 + 0.4 * random.nextDouble();
        if (flaw == Flaw.CUT_OFF) {
            Phrase last = phrases.getLast();
            end = last.start() + (last.end() - last.start()) * 0.5;
            phrases.set(phrases.size() - 1, new Phrase(last.start(), end));
        }
        if (flaw == Flaw.SILENT) {
            phrases.clear();
            words.clear();
        }
        // Whole frames: the sound ends with the picture.
        end = Math.ceil(end * MakeTake.RATE) / MakeTake.RATE;
        return new RehearsedTake(scene, number, flaw, end, phrases, words, scene * 80);
    }

    /** Begins and ends of words that fill a phrase, with gaps that nobody hears as pauses. */
    private static double[] words(double length, Random random) {
        List<Double> edges = new ArrayList<>();
        double at = 0;
        while (at < length) {
            double word = Math.min(0.22 + 0.2 * random.nextDouble(), length - at);
            if (length - at - word < 0.15) {
                word = length - at;
            }
            edges.add(at);
            edges.add(at + word);
            at += word + WORD_GAP;
        }
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
