package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice.Alternate;
import dev.rushes.api.planner.Choice.Kind;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.common.footage.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says of each clip of a scene why it shows that take, and why from there to there. */
final class DescribeClip {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A difference of scores of a tenth makes four of five such choices right. */
    private static final double STEEPNESS = 14;

    private static final double SLIP = 0.2;

    private final PlannedScene planned;
    private final Brief brief;
    private final Habits habits;

    DescribeClip(PlannedScene planned, Brief brief, Habits habits) {
        this.planned = planned;
        this.brief = brief;
        this.habits = habits;
    }

    Choice take(int clip, String pointer) {
        ScoredTake chosen = planned.chosen();
        ObjectNode evidence = chosen.shown();
        evidence.put("scene", planned.scene().name());
        evidence.put("speechSeconds", Json.time(chosen.voice().seconds()));
        if (planned.scene().scripted() != null) {
            evidence.put("script", planned.scene().scripted().name());
            evidence.put("matched", planned.scene().matched());
            WriteProposal.lines(evidence, planned.scene().scripted());
        }
        ArrayNode others = evidence.putArray("others");
        for (ScoredTake other : planned.ranked().subList(1, planned.ranked().size())) {
            ObjectNode shown = others.addObject();
            shown.put("take", other.take().said());
            shown.put("score", Json.score(other.score()));
            shown.put("weakest", other.weakest().getKey());
        }
        return new Choice(
                Kind.TAKE,
                pointer,
                chosen.take().id(),
                chosen.take().said() + " of " + planned.scene().name(),
                why(),
                evidence,
                takeConfidence(),
                shows(chosen.take(), planned.clips().get(clip)),
                alternates(planned.clips().get(clip)));
    }

    Choice trim(int clip, String pointer) {
        Span span = planned.clips().get(clip);
        ScoredTake chosen = planned.chosen();
        ObjectNode evidence = NODES.objectNode();
        evidence.put("in", Json.time(span.start()));
        evidence.put("out", Json.time(span.end()));
        List<Span> said =
                chosen.voice().phrases().stream()
                        .filter(phrase -> phrase.overlap(span) > 0.05)
                        .toList();
        String why;
        if (said.isEmpty()) {
            why = "The steadiest and sharpest part of its length.";
        } else {
            evidence.put("speechStart", Json.time(said.getFirst().start()));
            evidence.put("speechEnd", Json.time(said.getLast().end()));
            evidence.put("phrases", said.size());
            why =
                    "From the pause before %s to the pause behind %s."
                            .formatted(
                                    seconds(said.getFirst().start()),
                                    seconds(said.getLast().end()));
        }
        // Only where it was followed: what a person moves there is measured from it.
        double in = clip == 0 ? planned.cut().moved().in() : 0;
        double out = clip == planned.clips().size() - 1 ? planned.cut().moved().out() : 0;
        if (in != 0) {
            evidence.put("habitInSeconds", Json.time(in));
        }
        if (out != 0) {
            evidence.put("habitOutSeconds", Json.time(out));
        }
        if (in != 0 || out != 0) {
            evidence.put("habitDecisions", habits.trims());
            why += " Moved as people of this show usually do.";
        }
        return new Choice(
                Kind.TRIM,
                pointer,
                chosen.take().id(),
                seconds(span.start()) + " to " + seconds(span.end()),
                why,
                evidence,
                trimConfidence(said),
                trimmed(span),
                slips(span));
    }

    ObjectNode clip(int clip, Choice take, Choice trim) {
        ObjectNode written = shows(planned.chosen().take(), planned.clips().get(clip));
        written.remove("sceneId");
        if (brief.aspect() != null && otherShape(planned.chosen().take())) {
            written.put("fit", "cover");
        }
        written.put("reason", take.why());
        judge(written, take, trim);
        return written;
    }

    /** Writes what a clip's choices say of it. */
    static void judge(ObjectNode written, Choice take, Choice trim) {
        written.put("confidence", Json.score(Math.min(take.confidence(), trim.confidence())));
        ArrayNode alternates = written.putArray("alternates");
        for (Alternate alternate : take.alternates()) {
            ObjectNode other = alternates.addObject();
            other.set("s3Key", alternate.change().get("s3Key"));
            other.set("trim", alternate.change().get("trim"));
            other.put("score", Json.score(alternate.score()));
        }
    }

    private boolean otherShape(Take take) {
        return brief.aspect() != null
                && take.width() > 0
                && take.height() > 0
                && (long) take.width() * brief.aspect().height()
                        != (long) take.height() * brief.aspect().width();
    }

    private String why() {
        ScoredTake chosen = planned.chosen();
        if (chosen.take().chosenBy() != null) {
            return "Selected by %s.".formatted(chosen.take().chosenBy());
        }
        if (planned.ranked().size() == 1) {
            return "The only take of the scene; its weakest measure is %s (%s)."
                    .formatted(chosen.weakest().getKey(), Json.score(chosen.weakest().getValue()));
        }
        String others =
                planned.ranked().stream()
                        .skip(1)
                        .limit(3)
                        .map(other ->
                                "%s falls behind in %s"
                                        .formatted(other.take().said(), behind(other)))
                        .collect(Collectors.joining(", "));
        return "The best of %d takes (%s): %s."
                .formatted(planned.ranked().size(), Json.score(chosen.score()), others);
    }

    /** The measure in which another take loses most. */
    private String behind(ScoredTake other) {
        return other.parts().entrySet().stream()
                .max(
                        java.util.Comparator.comparingDouble(part ->
                                planned.chosen().parts().getOrDefault(part.getKey(), 0.0)
                                        - part.getValue()))
                .map(java.util.Map.Entry::getKey)
                .orElse("nothing");
    }

    private double takeConfidence() {
        ScoredTake chosen = planned.chosen();
        if (chosen.take().chosenBy() != null) {
            return 0.98;
        }
        double good = 0.4 + 0.6 * Math.min(1, chosen.score() / 0.8);
        if (planned.ranked().size() == 1) {
            return Confidence.clamped(0.95 * good);
        }
        double ahead = chosen.score() - planned.ranked().get(1).score();
        double right = 1 / (1 + Math.exp(-STEEPNESS * ahead));
        boolean certain = chosen.voice().certain() || !chosen.voice().speaks();
        return Confidence.clamped(right * good * (certain ? 1 : 0.9));
    }

    private double trimConfidence(List<Span> said) {
        Voice voice = planned.chosen().voice();
        if (said.isEmpty()) {
            return 0.7;
        }
        double noise = planned.chosen().parts().getOrDefault("noise", 1.0);
        double confidence = 0.65 + 0.32 * Math.min(1, noise / 0.8);
        if (voice.cutStart() || voice.cutEnd()) {
            confidence *= 0.5;
        }
        if (!voice.certain()) {
            confidence *= 0.85;
        }
        if (planned.cut().dropped() > 0) {
            confidence *= 0.8;
        }
        return Confidence.clamped(confidence);
    }

    /** The other takes from the same place in what is said, as long as the clip. */
    private List<Alternate> alternates(Span clip) {
        List<Alternate> alternates = new ArrayList<>();
        ScoredTake chosen = planned.chosen();
        double length = clip.length();
        for (ScoredTake other : planned.ranked().subList(1, planned.ranked().size())) {
            double duration = other.take().analysis().durationSeconds();
            if (duration < length) {
                continue;
            }
            double along =
                    (clip.start() - chosen.usable().start())
                            / Math.max(0.001, chosen.usable().length());
            double start =
                    Math.abs(along) < 0.1
                            ? other.usable().start() + clip.start() - chosen.usable().start()
                            : other.usable().start() + along * other.usable().length();
            start = Math.clamp(start, 0, duration - length);
            start = Math.floor(start * 1000) / 1000;
            alternates.add(
                    new Alternate(
                            other.take().id().toString(),
                            other.take().said(),
                            other.score(),
                            shows(other.take(), new Span(start, start + length))));
        }
        return alternates;
    }

    private List<Alternate> slips(Span clip) {
        List<Alternate> slips = new ArrayList<>();
        double duration = planned.chosen().take().analysis().durationSeconds();
        if (clip.start() >= SLIP) {
            slips.add(
                    new Alternate(
                            "earlier",
                            SLIP + " s earlier",
                            0.4,
                            trimmed(new Span(clip.start() - SLIP, clip.end() - SLIP))));
        }
        if (clip.end() + SLIP <= duration) {
            slips.add(
                    new Alternate(
                            "later",
                            SLIP + " s later",
                            0.4,
                            trimmed(new Span(clip.start() + SLIP, clip.end() + SLIP))));
        }
        return slips;
    }

    private static ObjectNode shows(Take take, Span span) {
        ObjectNode shows = NODES.objectNode();
        shows.put("s3Key", take.s3Key());
        shows.put("sceneId", take.id().toString());
        shows.set("trim", trimmed(span).get("trim"));
        return shows;
    }

    private static ObjectNode trimmed(Span span) {
        ObjectNode change = NODES.objectNode();
        ObjectNode trim = change.putObject("trim");
        BigDecimal start = Json.time(span.start());
        trim.put("start", start);
        // The length first: it must not change by rounding both ends.
        trim.put("end", start.add(Json.time(span.length())));
        return change;
    }

    private static String seconds(double value) {
        return Json.time(value).toPlainString() + " s";
    }
}
