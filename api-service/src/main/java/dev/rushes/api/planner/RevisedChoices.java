package dev.rushes.api.planner;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.Choice.Kind;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The choices of a changed plan: those of the plan before where they still hold, new ones for what was changed. */
final class RevisedChoices {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** How sure it is that a change which was asked for is right, and what was not objected to. */
    private static final double ASKED = 0.85;

    private final CutInHand cut;
    private final List<Choice> before;
    private final JsonNode was;
    private final Material material;
    private final Set<String> turnedDown;
    private final String text;
    private final @Nullable Double target;
    private final List<Choice> choices = new ArrayList<>();

    RevisedChoices(
            CutInHand cut,
            List<Choice> before,
            JsonNode was,
            Material material,
            Set<String> turnedDown,
            String text,
            @Nullable Double target) {
        this.cut = cut;
        this.before = before;
        this.was = was;
        this.material = material;
        this.turnedDown = turnedDown;
        this.text = text;
        this.target = target;
    }

    List<Choice> of(ObjectNode document) {
        carried(Kind.ORDER);
        for (int i = 0; i < cut.scenes.size(); i++) {
            SceneInHand scene = cut.scenes.get(i);
            for (int j = 0; j < scene.clips.size(); j++) {
                clip(scene, scene.clips.get(j), "/scenes/%d/clips/%d".formatted(i, j));
            }
            for (int edge = 0; edge < 2; edge++) {
                place(
                        document,
                        Kind.TRANSITION,
                        "/scenes/%d/transitions/%d".formatted(i, edge),
                        "transition");
            }
            place(document, Kind.LAYERS, "/scenes/%d/layers".formatted(i), "layers");
        }
        place(document, Kind.MUSIC, "/music", "music");
        length();
        notes(document);
        return choices;
    }

    /** Those about the show's style are true only of the plan that they were written for. */
    private void notes(ObjectNode document) {
        before.stream()
                .filter(choice -> choice.kind() == Kind.NOTE && !LeaveStyle.wrote(choice))
                .forEach(choices::add);
        if (before.isEmpty()) {
            // People wrote the plan as they want it.
            return;
        }
        Pacing asked =
                before.stream()
                        .filter(LeaveStyle::wrote)
                        .flatMap(note ->
                                Arrays.stream(Pacing.values())
                                        .filter(each ->
                                                each.text()
                                                        .equals(
                                                                note.evidence()
                                                                        .path("pacing")
                                                                        .asText())))
                        .findFirst()
                        .orElse(null);
        Brief brief = new Brief(null, asked, null);
        choices.addAll(
                new LeaveStyle(material.habits(), brief, brief.pacing(material.habits().taste()))
                        .of(shown(), document));
    }

    /** The scenes whose takes are known, as they stand now. */
    private List<PlannedScene> shown() {
        List<PlannedScene> shown = new ArrayList<>();
        for (int i = 0; i < cut.scenes.size(); i++) {
            SceneInHand scene = cut.scenes.get(i);
            ScoredTake take = scene.onlyTake();
            if (take == null || scene.takes == null) {
                continue;
            }
            List<Span> clips =
                    scene.clips.stream().map(clip -> new Span(clip.start, clip.end)).toList();
            Cut.Moved moved =
                    new Cut.Moved(
                            scene.clips.getFirst().moved.in(), scene.clips.getLast().moved.out());
            shown.add(
                    new PlannedScene(
                            scene.takes,
                            List.of(take),
                            new Cut(clips, 0, 0, 0, 0, moved),
                            clips,
                            cut.begins(i),
                            List.of()));
        }
        return shown;
    }

    private void carried(Kind kind) {
        before.stream().filter(choice -> choice.kind() == kind).forEach(choices::add);
    }

    private void clip(SceneInHand scene, ClipInHand clip, String pointer) {
        ScoredTake shown = clip.take;
        if (shown == null || scene.takes == null) {
            return;
        }
        ObjectNode now = NODES.objectNode();
        now.put("s3Key", shown.take().s3Key());
        now.put("sceneId", shown.take().id().toString());
        ObjectNode trim = now.putObject("trim");
        trim.put("start", Json.time(clip.start));
        trim.put("end", Json.time(clip.end));
        Choice take = null;
        Choice same = null;
        for (Choice was : before) {
            if (was.kind() == Kind.TAKE && shown.take().id().equals(was.takeId())) {
                take = was;
            }
            if (was.kind() == Kind.TRIM
                    && shown.take().id().equals(was.takeId())
                    && close(was.chosen().path("trim"), trim)) {
                same = was;
            }
        }
        List<ScoredTake> ranked = new ArrayList<>();
        ranked.add(shown);
        scene.ranked.stream()
                .filter(other -> !other.equals(shown) && !turnedDown.contains(other.take().s3Key()))
                .forEach(ranked::add);
        Span span = new Span(clip.start, clip.end);
        DescribeClip describe =
                new DescribeClip(
                        new PlannedScene(
                                scene.takes,
                                ranked,
                                new Cut(List.of(span), 0, 0, 0, 0, clip.moved),
                                List.of(span),
                                Join.cut("", 1),
                                List.of()),
                        new Brief(null, Pacing.MEDIUM, null),
                        material.habits());
        Choice fresh = describe.take(0, pointer);
        Choice trimmed = describe.trim(0, pointer + "/trim");
        if (clip.retaken != null) {
            Choice retaken = like(fresh, fresh, clip.retaken);
            choices.add(retaken);
            choices.add(trimmed);
            DescribeClip.judge(clip.json, retaken, trimmed);
            return;
        }
        choices.add(take == null ? fresh : like(take, fresh, take.why()));
        choices.add(
                same == null
                        ? trimmed
                        : new Choice(
                                Kind.TRIM,
                                pointer + "/trim",
                                same.takeId(),
                                same.what(),
                                same.why(),
                                same.evidence(),
                                same.confidence(),
                                same.chosen(),
                                same.alternates()));
    }

    /** A choice as it was, of what is chosen and could be chosen now. */
    private static Choice like(Choice was, Choice now, String why) {
        return new Choice(
                Kind.TAKE,
                now.pointer(),
                was.takeId(),
                was.what(),
                why,
                was.evidence(),
                was.confidence(),
                now.chosen(),
                now.alternates());
    }

    private static boolean close(JsonNode trim, JsonNode other) {
        return Math.abs(trim.path("start").asDouble(-1) - other.path("start").asDouble(-2)) < 0.001
                && Math.abs(trim.path("end").asDouble(-1) - other.path("end").asDouble(-2)) < 0.001;
    }

    /** A row for what stands at a place: the old one where it still holds. */
    private void place(ObjectNode document, Kind kind, String pointer, String name) {
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode now = document.at(at);
        Choice old =
                before.stream()
                        .filter(choice -> choice.kind() == kind && choice.pointer().equals(pointer))
                        .findFirst()
                        .orElse(null);
        if (old != null && Objects.equals(plain(old.chosen().path(name)), plain(now))) {
            choices.add(old);
        } else if (!now.isMissingNode() || (old != null && kind == Kind.LAYERS)) {
            // People may have written what stands there; nobody has asked for that now.
            boolean asked = !plain(was.at(at)).equals(plain(now));
            ObjectNode evidence = NODES.objectNode();
            if (asked) {
                evidence.put("feedback", text);
            }
            choices.add(
                    new Choice(
                            kind,
                            pointer,
                            null,
                            now.isTextual() ? now.asText() : now.path("type").asText(name),
                            asked
                                    ? "The reviewer asked for it."
                                    : "It stood in the plan before, and nobody found fault with it.",
                            evidence,
                            ASKED,
                            WriteProposal.change(
                                    name, now.isMissingNode() ? NODES.nullNode() : now),
                            List.of()));
        }
    }

    private static String plain(JsonNode node) {
        return node.isMissingNode() || node.isNull()
                ? ""
                : dev.rushes.common.http.CanonicalJson.of(node);
    }

    private void length() {
        double seconds = cut.seconds();
        ObjectNode evidence = NODES.objectNode();
        evidence.put("seconds", Json.time(seconds));
        double confidence = 0.8;
        String why = "What the changes leave.";
        if (target != null) {
            evidence.put("targetSeconds", Json.time(target));
            double off = Math.abs(seconds - target) / target;
            confidence = Confidence.clamped(0.95 - Math.max(0, off - 0.02) * 4);
            why = "The reviewer asked for another length.";
        }
        choices.add(
                new Choice(
                        Kind.LENGTH,
                        "",
                        null,
                        Json.time(seconds).toPlainString() + " s",
                        why,
                        evidence,
                        confidence,
                        NODES.objectNode(),
                        List.of()));
    }
}
