package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says where a plan is not as the show's videos are and its people usually have it. */
final class LeaveStyle {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A difference of style is no mistake, and mostly wanted. */
    private static final double CONFIDENCE = 0.7;

    /** Fewer changes of scene have no mix. */
    private static final int FEWEST_JOINS = 3;

    private static final double OTHER_MIX = 0.35;

    /** From here on the takes that people choose are a habit. */
    private static final double HABIT = 0.6;

    private static final double USUAL_MUSIC = 0.8;

    /** Share of the time from which on what lies over the picture is a style. */
    private static final double MUCH_OVERLAID = 0.1;

    /** Seconds of a habit that nobody misses. */
    private static final double UNSEEN = 0.04;

    /** What only the evidence of these notes has. */
    private static final List<String> EVIDENCE =
            List.of(
                    "usualClipSeconds",
                    "usualPacing",
                    "usualCutShare",
                    "usual",
                    "habitInSeconds",
                    "usualShare",
                    "usualTextsPerMinute",
                    "usualOverlayShare");

    private final Habits habits;
    private final @Nullable Pacing asked;
    private final Pacing pacing;
    private final List<Choice> notes = new ArrayList<>();

    LeaveStyle(Habits habits, Brief brief, Pacing pacing) {
        this.habits = habits;
        this.asked = brief.pacing();
        this.pacing = pacing;
    }

    /** Whether it is a note of these, which is true only of the plan that it was written for. */
    static boolean wrote(Choice note) {
        return note.kind() == Choice.Kind.NOTE && EVIDENCE.stream().anyMatch(note.evidence()::has);
    }

    List<Choice> of(List<PlannedScene> scenes, JsonNode structure) {
        lengths(scenes);
        pacing();
        joins(scenes);
        takes(scenes);
        trims(scenes);
        music(structure);
        LaidOver laid = LaidOver.of(structure);
        texts(laid);
        overlays(laid);
        return notes;
    }

    private void lengths(List<PlannedScene> scenes) {
        Double usual = habits.clipSeconds();
        if (usual == null) {
            return;
        }
        double mean =
                scenes.stream()
                        .flatMap(scene -> scene.clips().stream())
                        .mapToDouble(Span::length)
                        .average()
                        .orElse(usual);
        if (mean > 2 * usual || mean < usual / 2) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("clipSeconds", Json.time(mean));
            evidence.put("usualClipSeconds", Json.time(usual));
            note(
                    "clips of %s s on average leave the show's style"
                            .formatted(Json.time(mean).toPlainString()),
                    "Its videos have clips of %s s.".formatted(Json.time(usual).toPlainString()),
                    evidence);
        }
    }

    private void pacing() {
        Pacing usual = habits.taste().pacing();
        if (asked != null && usual != null && asked != usual) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("pacing", pacing.text());
            evidence.put("usualPacing", usual.text());
            note(
                    "a %s pacing leaves the show's style".formatted(pacing.text()),
                    "The request asks for it; most of the show's videos are %s."
                            .formatted(usual.text()),
                    evidence);
        }
    }

    private void joins(List<PlannedScene> scenes) {
        int joins = scenes.size() - 1;
        if (habits.transitions().isEmpty() || joins < FEWEST_JOINS) {
            return;
        }
        double cuts =
                (double) scenes.stream().skip(1).filter(scene -> scene.begins().isCut()).count()
                        / joins;
        double usual = habits.transitions().getOrDefault(Join.CUT, 0.0);
        if (Math.abs(cuts - usual) > OTHER_MIX) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("cutShare", Json.score(cuts));
            evidence.put("usualCutShare", Json.score(usual));
            note(
                    said("%.0f %% cuts between scenes leave the show's style", 100 * cuts),
                    said("It usually has %.0f %%.", 100 * usual),
                    evidence);
        }
    }

    private void takes(List<PlannedScene> scenes) {
        double later = habits.taste().laterTakes();
        if (Math.abs(later) < HABIT) {
            return;
        }
        int choices = 0;
        int others = 0;
        for (PlannedScene scene : scenes) {
            List<Material.Take> takes = scene.scene().takes();
            if (takes.size() < 2 || scene.chosen().take().chosenBy() != null) {
                continue;
            }
            choices++;
            Material.Take usual = later > 0 ? takes.getLast() : takes.getFirst();
            others += usual.equals(scene.chosen().take()) ? 0 : 1;
        }
        if (others > 0) {
            String which = later > 0 ? "last" : "first";
            ObjectNode evidence = NODES.objectNode();
            evidence.put("scenes", choices);
            evidence.put("otherTakes", others);
            evidence.put("usual", which);
            evidence.put("habitDecisions", habits.taste().takeChoices());
            note(
                    "%d of %d scenes do not show the %s take".formatted(others, choices, which),
                    "People of this show usually choose it; others were better by more than that.",
                    evidence);
        }
    }

    private void trims(List<PlannedScene> scenes) {
        int held = 0;
        int cramped = 0;
        for (PlannedScene scene : scenes) {
            Cut.Moved moved = scene.cut().moved();
            Voice voice = scene.chosen().voice();
            boolean in = Math.abs(moved.in() - habits.inSeconds()) > UNSEEN;
            boolean out = Math.abs(moved.out() - habits.outSeconds()) > UNSEEN;
            if (voice.speaks() && (in || out)) {
                held++;
                double end = scene.chosen().take().analysis().durationSeconds();
                boolean reaches =
                        (!in || voice.phrases().getFirst().start() + habits.inSeconds() >= UNSEEN)
                                && (!out
                                        || voice.phrases().getLast().end() + habits.outSeconds()
                                                <= end - UNSEEN);
                cramped += reaches ? 0 : 1;
            }
        }
        if (held > 0) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("scenes", held);
            evidence.put("habitInSeconds", Json.time(habits.inSeconds()));
            evidence.put("habitOutSeconds", Json.time(habits.outSeconds()));
            note(
                    "%d of %d scenes are not trimmed by the whole habit of the show"
                            .formatted(held, scenes.size()),
                    cramped == held
                            ? "Their takes are too short for it."
                            : "Their takes or words are too short for it,"
                                    + " or they were trimmed otherwise.",
                    evidence);
        }
    }

    private void music(JsonNode structure) {
        Double usual = habits.taste().music();
        if (usual != null && usual >= USUAL_MUSIC && !structure.at("/music/enabled").asBoolean()) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("usualShare", Json.score(usual));
            note(
                    "a programme without music leaves the show's style",
                    said("Of its videos %.0f %% have music; upload some to the show.", 100 * usual),
                    evidence);
        }
    }

    private void texts(LaidOver laid) {
        Double usual = habits.taste().overlaid().textsPerMinute();
        if (usual == null) {
            return;
        }
        long wanted = laid.texts(usual);
        boolean none = usual < LayOver.RARELY;
        boolean more = none ? laid.texts() > 0 : laid.texts() > 2L * Math.max(1, wanted);
        if (more || 2L * laid.texts() < wanted) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("textsPerMinute", Json.score(laid.textsPerMinute()));
            evidence.put("usualTextsPerMinute", Json.score(usual));
            note(
                    "%d texts over the picture leave the show's style".formatted(laid.texts()),
                    more
                            ? said("Its videos have %.1f a minute.", usual)
                            : said(
                                    "Its videos have %.1f a minute; the script names no more speakers and"
                                            + " scenes that could stand there.",
                                    usual),
                    evidence);
        }
    }

    private void overlays(LaidOver laid) {
        Double usual = habits.taste().overlaid().share();
        if (usual != null && usual >= MUCH_OVERLAID && laid.share() < usual / 2) {
            ObjectNode evidence = NODES.objectNode();
            evidence.put("overlayShare", Json.score(laid.share()));
            evidence.put("usualOverlayShare", Json.score(usual));
            note(
                    said(
                            "something over the picture for %.0f %% of the time leaves the show's style",
                            100 * laid.share()),
                    said(
                            "In its videos it is %.0f %%; a logo among the show's images could be laid over,"
                                    + " or layers given to the scenes.",
                            100 * usual),
                    evidence);
        }
    }

    private static String said(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    private void note(String what, String why, ObjectNode evidence) {
        notes.add(Choice.note(what, why, evidence, CONFIDENCE));
    }
}
