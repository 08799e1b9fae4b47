package dev.rushes.api.planner;

import dev.rushes.api.planner.CutInHand.Clip;
import dev.rushes.api.planner.CutInHand.Scene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows other takes: of the scenes that the reviewer names, else of the one that the planner was least sure of. */
final class ReviseTakes implements Revising {
    private static final Pattern TAKE = Pattern.compile("\\btake\\s*(\\d{1,6})");

    private final String plain;
    private final List<Choice> before;
    private final Set<String> turnedDown;
    private final Set<Integer> numbers = new HashSet<>();

    /**
     * As a reviewer says.
     *
     * @param before the rejected plan's choices
     * @param turnedDown keys of takes that nobody wants; those that are replaced join them
     */
    ReviseTakes(String text, List<Choice> before, Set<String> turnedDown) {
        this.plain = text.toLowerCase(Locale.ROOT);
        this.before = before;
        this.turnedDown = turnedDown;
        Matcher named = TAKE.matcher(plain);
        while (named.find()) {
            numbers.add(Integer.valueOf(named.group(1)));
        }
    }

    @Override
    public List<String> change(CutInHand cut) {
        List<Scene> candidates =
                cut.scenes.stream()
                        .filter(scene -> scene.onlyTake() != null && scene.ranked.size() > 1)
                        .toList();
        // A number says it exactly; a name may be a word of any complaint, or that of several.
        List<Scene> wrong = candidates.stream().filter(this::isNumbered).toList();
        if (wrong.isEmpty()) {
            wrong = candidates.stream().filter(this::isNamed).toList();
        }
        if (wrong.isEmpty()) {
            wrong =
                    candidates.stream()
                            .min(Comparator.comparingDouble(this::sureness))
                            .map(List::of)
                            .orElse(List.of());
        }
        List<String> said = new ArrayList<>();
        for (Scene scene : wrong) {
            ScoredTake was = scene.onlyTake();
            ScoredTake next = next(scene, was);
            if (was != null && next != null) {
                turnedDown.add(was.take().s3Key());
                scene.clips.forEach(clip -> show(clip, was, next));
                said.add(
                        "%s shows %s instead of %s"
                                .formatted(scene.name(), next.take().said(), was.take().said()));
            }
        }
        return said;
    }

    /** The same place and length in another take. */
    private static void show(Clip clip, ScoredTake was, ScoredTake next) {
        double duration = next.take().analysis().durationSeconds();
        double length = Math.min(clip.length(), duration);
        double start =
                Math.clamp(
                        next.usable().start() + clip.start - was.usable().start(),
                        0,
                        duration - length);
        clip.take = next;
        clip.start = start;
        clip.end = start + length;
        clip.moved = Cut.Moved.NOT;
        clip.json.put("s3Key", next.take().s3Key());
        clip.json.remove("alternates");
        clip.json.put("reason", "The reviewer did not want %s.".formatted(was.take().said()));
    }

    private @Nullable ScoredTake next(Scene scene, @Nullable ScoredTake was) {
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
        if (isWord(scene.name().toLowerCase(Locale.ROOT))) {
            return true;
        }
        // "main" and "transition" are words of any complaint.
        SceneTakes takes = scene.takes;
        return takes != null
                && (takes.type().equals("intro") || takes.type().equals("outro"))
                && isWord(takes.type());
    }

    private boolean isNumbered(Scene scene) {
        SceneTakes takes = scene.takes;
        return takes != null
                && takes.number() != null
                && Pattern.compile("\\bscene\\s*" + takes.number() + "\\b").matcher(plain).find();
    }

    private boolean isWord(String word) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(plain).find();
    }

    private double sureness(Scene scene) {
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
}
