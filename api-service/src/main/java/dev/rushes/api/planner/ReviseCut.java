package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.planner.CutInHand.Clip;
import dev.rushes.api.planner.CutInHand.Scene;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Changes a plan as its reviewer asked, and nothing else of it. */
public final class ReviseCut {
    private static final double LONGEST_MERGED_PAUSE = 2.5;
    private static final double CALMER_AIR = 0.35;
    private static final double USUAL_CHANGE = 0.15;
    private static final double SPEED_UP = 1.06;
    private static final double WANTED_LUFS = -20;

    private final PlannerSettings settings;
    private final CutInHand cut;
    private final String text;
    private final Set<String> said = new LinkedHashSet<>();
    private final Set<String> turnedDown = new HashSet<>();
    private @Nullable Double target;

    private ReviseCut(PlannerSettings settings, CutInHand cut, String text) {
        this.settings = settings;
        this.cut = cut;
        this.text = text;
    }

    /**
     * A changed plan.
     *
     * @param said what was changed, in words; empty where nothing could be
     * @param choices of the new plan
     */
    public record Revision(ObjectNode structure, List<String> said, List<Choice> choices) {
        public Revision {
            said = List.copyOf(said);
            choices = List.copyOf(choices);
        }
    }

    /**
     * Changes a plan.
     *
     * @param structure of the rejected plan
     * @param before its choices; empty where people wrote it
     * @param feedback what to change, without {@link Feedback#OTHER}
     * @param text the reviewer's words
     * @param refused keys of takes that reviewers of the plans before it did not want; they come back only by name
     */
    public static Revision revised(
            PlannerSettings settings,
            Material material,
            JsonNode structure,
            List<Choice> before,
            Set<Feedback> feedback,
            String text,
            Set<String> refused) {
        List<SceneTakes> groups = GroupTakes.of(material);
        ScoreTakes scoring = new ScoreTakes(settings);
        Map<String, List<ScoredTake>> scored = new HashMap<>();
        groups.forEach(group -> scored.put(group.name(), scoring.of(group)));
        CutInHand cut = new CutInHand(structure, groups, scored);
        ReviseCut revising = new ReviseCut(settings, cut, text);
        revising.turnedDown.addAll(refused);
        for (Feedback each : feedback) {
            revising.change(each, before);
        }
        ObjectNode document = cut.document();
        List<Choice> choices =
                new RevisedChoices(
                                cut, before, material, revising.turnedDown, text, revising.target)
                        .of(document);
        return new Revision(document, List.copyOf(revising.said), choices);
    }

    private void change(Feedback feedback, List<Choice> before) {
        switch (feedback) {
            case PACING_TOO_SLOW -> quicker();
            case PACING_TOO_FAST -> calmer();
            case TRANSITIONS_JARRING -> softer();
            case WRONG_CLIPS -> otherTakes(before);
            case TOO_LONG -> fit(true);
            case TOO_SHORT -> fit(false);
            case AUDIO_ISSUES -> sound();
            case TEXT_ISSUES -> text();
            case OTHER -> {}
        }
    }

    private void quicker() {
        int cuts = 0;
        for (int i = 1; i < cut.scenes.size(); i++) {
            if (!cut.begins(i).isCut() && cut.begin(i, Join.CUT, 0)) {
                cuts++;
            }
        }
        say(cuts, "%d transition became a cut", "%d transitions became cuts");
        double before = cut.seconds();
        int closed = tightened(Pacing.FAST.longestPause());
        if (closed == 0) {
            closed = tightened(0.2);
        }
        say(closed, "%d pause was cut out", "%d pauses were cut out");
        if (cuts == 0 && before - cut.seconds() < 0.02 * before) {
            cut.scenes.forEach(scene ->
                    scene.clips.forEach(clip -> {
                        clip.json.put("speed", Json.score(clip.speed * SPEED_UP));
                        clip.json.remove("duration");
                    }));
            said.add("there was no silence left to cut, so all clips play 6 % faster");
        }
    }

    private int tightened(double longest) {
        int closed = 0;
        double lead = settings.lead();
        for (Scene scene : cut.scenes) {
            ScoredTake take = scene.onlyTake();
            if (take == null || !take.voice().speaks()) {
                continue;
            }
            List<Span> spans = new ArrayList<>();
            for (Clip clip : scene.clips) {
                double from = clip.start;
                Span last = null;
                for (Span phrase : take.voice().phrases()) {
                    if (phrase.end() <= clip.start || phrase.start() >= clip.end) {
                        continue;
                    }
                    if (last != null
                            && phrase.start() - last.end() > longest
                            && last.end() + lead > from + 0.2) {
                        spans.add(new Span(from, last.end() + lead));
                        from = phrase.start() - lead;
                        closed++;
                    }
                    last = phrase;
                }
                spans.add(new Span(from, clip.end));
            }
            if (spans.size() > scene.clips.size()) {
                cut.recut(scene, spans);
            }
        }
        return closed;
    }

    private void calmer() {
        int merged = merged();
        say(merged, "%d pause came back", "%d pauses came back");
        int aired = 0;
        for (Scene scene : cut.scenes) {
            Clip first = scene.clips.getFirst();
            Clip last = scene.clips.getLast();
            double ahead = Math.min(CALMER_AIR, first.before());
            double behind = Math.min(CALMER_AIR, last.behind());
            first.start -= ahead;
            last.end += behind;
            aired += ahead + behind > 0.05 ? 1 : 0;
        }
        say(
                aired,
                "%d scene has more air around its words",
                "%d scenes have more air around their words");
        int dissolves = 0;
        for (int i = 1; i < cut.scenes.size(); i++) {
            if (cut.begins(i).isCut() && cut.begin(i, "dissolve", Pacing.SLOW.dissolve())) {
                dissolves++;
            }
        }
        say(dissolves, "%d cut became a dissolve", "%d cuts became dissolves");
    }

    /** Clips that follow each other in one take become one again. */
    private int merged() {
        int merged = 0;
        for (Scene scene : cut.scenes) {
            if (scene.onlyTake() == null) {
                continue;
            }
            List<Span> spans = new ArrayList<>();
            for (Clip clip : scene.clips) {
                Span last = spans.isEmpty() ? null : spans.getLast();
                if (last != null
                        && clip.start >= last.end()
                        && clip.start - last.end() <= LONGEST_MERGED_PAUSE) {
                    spans.set(spans.size() - 1, new Span(last.start(), clip.end));
                    merged++;
                } else {
                    spans.add(new Span(clip.start, clip.end));
                }
            }
            if (spans.size() < scene.clips.size()) {
                cut.recut(scene, spans);
            }
        }
        return merged;
    }

    private void softer() {
        say(merged(), "%d jump cut is gone", "%d jump cuts are gone");
        int soft = 0;
        for (int i = 1; i < cut.scenes.size(); i++) {
            Join join = cut.begins(i);
            boolean dissolve = join.type().equals("dissolve");
            soft +=
                    cut.begin(i, "dissolve", dissolve ? Math.max(0.8, join.seconds() * 1.5) : 0.5)
                            ? 1
                            : 0;
        }
        say(soft, "%d scene begins with a soft dissolve", "%d scenes begin with soft dissolves");
    }

    private void otherTakes(List<Choice> before) {
        List<Scene> candidates =
                cut.scenes.stream()
                        .filter(scene -> scene.onlyTake() != null && scene.ranked.size() > 1)
                        .toList();
        List<Scene> wrong = candidates.stream().filter(this::isNamed).toList();
        if (wrong.isEmpty()) {
            wrong =
                    candidates.stream()
                            .min(Comparator.comparingDouble(scene -> sureness(scene, before)))
                            .map(List::of)
                            .orElse(List.of());
        }
        for (Scene scene : wrong) {
            ScoredTake was = scene.onlyTake();
            ScoredTake next = next(scene, was);
            if (was == null || next == null) {
                continue;
            }
            turnedDown.add(was.take().s3Key());
            for (Clip clip : scene.clips) {
                double length = Math.min(clip.length(), next.take().analysis().durationSeconds());
                double start =
                        Math.clamp(
                                next.usable().start() + clip.start - was.usable().start(),
                                0,
                                next.take().analysis().durationSeconds() - length);
                clip.take = next;
                clip.start = start;
                clip.end = start + length;
                clip.json.put("s3Key", next.take().s3Key());
                clip.json.remove("alternates");
                clip.json.put(
                        "reason", "The reviewer did not want %s.".formatted(was.take().said()));
            }
            said.add(
                    "%s shows %s instead of %s"
                            .formatted(scene.name(), next.take().said(), was.take().said()));
        }
    }

    private @Nullable ScoredTake next(Scene scene, @Nullable ScoredTake was) {
        Matcher named =
                Pattern.compile("\\btake\\s*(\\d{1,6})").matcher(text.toLowerCase(Locale.ROOT));
        Set<Integer> numbers = new HashSet<>();
        while (named.find()) {
            numbers.add(Integer.valueOf(named.group(1)));
        }
        return scene.ranked.stream()
                .filter(take ->
                        !take.equals(was)
                                && (numbers.contains(take.take().number())
                                        || !turnedDown.contains(take.take().s3Key())))
                .min(
                        Comparator.comparing(
                                (ScoredTake take) -> !numbers.contains(take.take().number())))
                .orElse(null);
    }

    private boolean isNamed(Scene scene) {
        String plain = text.toLowerCase(Locale.ROOT);
        if (isWord(scene.name().toLowerCase(Locale.ROOT), plain)) {
            return true;
        }
        SceneTakes takes = scene.takes;
        if (takes == null) {
            return false;
        }
        boolean numbered =
                takes.number() != null
                        && Pattern.compile("\\bscene\\s*" + takes.number() + "\\b")
                                .matcher(plain)
                                .find();
        // "main" and "transition" are words of any complaint.
        boolean edge = takes.type().equals("intro") || takes.type().equals("outro");
        return numbered || (edge && isWord(takes.type(), plain));
    }

    private static boolean isWord(String word, String plain) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(plain).find();
    }

    private static double sureness(Scene scene, List<Choice> before) {
        ScoredTake take = scene.onlyTake();
        return before.stream()
                .filter(choice ->
                        choice.kind() == Choice.Kind.TAKE
                                && take != null
                                && take.take().id().equals(choice.takeId()))
                .mapToDouble(Choice::confidence)
                .min()
                .orElse(take == null ? 1 : take.score());
    }

    private void fit(boolean shorter) {
        double now = cut.seconds();
        double wanted =
                Feedback.wantedLength(text, now, shorter)
                        .filter(seconds -> shorter == seconds < now)
                        .orElse(now * (1 + (shorter ? -USUAL_CHANGE : USUAL_CHANGE)));
        target = wanted;
        WaysToCut ways =
                new WaysToCut(
                        settings, shorter ? Pacing.MEDIUM : Pacing.SLOW, Material.Habits.NONE);
        List<Scene> scenes = new ArrayList<>();
        List<List<Cut>> all = new ArrayList<>();
        List<@Nullable Double> each = new ArrayList<>();
        double fixed = now;
        for (int i = 0; i < cut.scenes.size(); i++) {
            Scene scene = cut.scenes.get(i);
            ScoredTake take = scene.onlyTake();
            if (take == null) {
                continue;
            }
            double length = bare(i);
            fixed -= length;
            scenes.add(scene);
            all.add(ways.of(take, length * wanted / now));
            each.add(length * wanted / now);
        }
        if (scenes.isEmpty()) {
            return;
        }
        List<Cut> cuts = FitLengths.fitted(all, each, Math.max(0.1, wanted - fixed));
        for (int i = 0; i < scenes.size(); i++) {
            int index = cut.scenes.indexOf(scenes.get(i));
            cut.recut(scenes.get(i), withHandles(cuts.get(i).clips(), index, scenes.get(i)));
        }
        double made = cut.seconds();
        if (shorter ? made < now - 0.05 : made > now + 0.05) {
            said.add(
                    String.format(
                            Locale.ROOT,
                            "%.1f s %s: %.1f s instead of %.1f s",
                            Math.abs(now - made),
                            shorter ? "shorter" : "longer",
                            made,
                            now));
        }
    }

    /** Seconds of a scene without what its transitions take of the silence. */
    private double bare(int scene) {
        double length = cut.scenes.get(scene).clips.stream().mapToDouble(Clip::length).sum();
        return length - handle(scene, true) - handle(scene, false);
    }

    private double handle(int scene, boolean ahead) {
        int index = ahead ? scene : scene + 1;
        if (index >= cut.scenes.size()) {
            return 0;
        }
        Join join = cut.begins(index);
        if (join.isCut() || !(ahead || join.overlaps())) {
            return 0;
        }
        Clip clip =
                ahead
                        ? cut.scenes.get(scene).clips.getFirst()
                        : cut.scenes.get(scene).clips.getLast();
        return Math.min(join.seconds(), ahead ? clip.airAtStart() : clip.airAtEnd());
    }

    private List<Span> withHandles(List<Span> clips, int index, Scene scene) {
        List<Span> spans = new ArrayList<>(clips);
        ScoredTake take = scene.onlyTake();
        double duration = take == null ? 0 : take.take().analysis().durationSeconds();
        Span first = spans.getFirst();
        spans.set(0, new Span(Math.max(0, first.start() - handle(index, true)), first.end()));
        Span last = spans.getLast();
        spans.set(
                spans.size() - 1,
                new Span(last.start(), Math.min(duration, last.end() + handle(index, false))));
        return spans;
    }

    private void sound() {
        ObjectNode document = cut.settings();
        ObjectNode output =
                document.path("output") instanceof ObjectNode written
                        ? written
                        : document.putObject("output");
        if (!output.has("loudness") || output.path("loudness").equals(BooleanNode.FALSE)) {
            output.put("loudness", true);
            said.add("the programme is brought to one loudness");
        }
        if (document.path("music").path("enabled").asBoolean()) {
            ObjectNode music = (ObjectNode) document.get("music");
            music.put("volume", Json.score(music.path("volume").asDouble(1) / 2));
            if (music.path("duck").isMissingNode() || music.path("duck").isBoolean()) {
                music.put("duck", true);
            }
            said.add("the music is half as loud and makes way for speech");
        }
        int levelled = 0;
        for (Scene scene : cut.scenes) {
            for (Clip clip : scene.clips) {
                FootageAnalysis.Sound heard =
                        clip.take == null ? null : clip.take.take().analysis().sound();
                Double loudness = heard == null ? null : heard.integratedLufs();
                if (loudness != null && Math.abs(WANTED_LUFS - loudness) > 3) {
                    double factor = Math.pow(10, (WANTED_LUFS - loudness) / 20);
                    clip.json.put("volume", Json.score(Math.clamp(factor, 0.25, 4)));
                    levelled++;
                }
            }
        }
        say(levelled, "%d clip is levelled", "%d clips are levelled");
    }

    private void text() {
        String plain = text.toLowerCase(Locale.ROOT);
        boolean without =
                Pattern.compile("\\b(?:remove|without|no text|no titles?|too much)\\b")
                        .matcher(plain)
                        .find();
        boolean smaller =
                Pattern.compile("\\b(?:too big|too large|smaller|huge|covers?)\\b")
                        .matcher(plain)
                        .find();
        int changed = 0;
        for (Scene scene : cut.scenes) {
            JsonNode layers = scene.json.path("layers");
            if (!(layers instanceof ObjectNode written) || !written.has("text")) {
                continue;
            }
            if (without) {
                written.remove("text");
                changed++;
                continue;
            }
            JsonNode items = written.get("text");
            List<JsonNode> texts = new ArrayList<>();
            if (items.isArray()) {
                items.forEach(texts::add);
            } else {
                texts.add(items);
            }
            for (JsonNode item : texts) {
                if (item instanceof ObjectNode title) {
                    double size = title.path("size").asDouble(0.06);
                    title.put(
                            "size",
                            Json.time(
                                    smaller
                                            ? size * 0.75
                                            : Math.max(size, Math.min(0.18, size * 1.25))));
                    if (!smaller && !title.has("box")) {
                        ObjectNode box = JsonNodeFactory.instance.objectNode();
                        box.put("colour", "#000000");
                        box.put("opacity", Json.score(0.6));
                        box.put("padding", Json.score(0.3));
                        title.set("box", box);
                    }
                    changed++;
                }
            }
        }
        String how = without ? "taken away" : smaller ? "smaller" : "larger, on a darker ground";
        say(changed, "%d text is " + how, "%d texts are " + how);
    }

    private void say(int count, String one, String many) {
        if (count > 0) {
            said.add((count == 1 ? one : many).formatted(count));
        }
    }
}
