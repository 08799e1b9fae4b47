package dev.rushes.api.planner;

import dev.rushes.api.planner.CutInHand.Piece;
import dev.rushes.api.planner.Material.Habits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows other takes: of the scenes that the reviewer names, else of those that show a take which the reviewer names, else
 * of the one that the planner was least sure of.
 */
final class ReviseTakes implements Revising {
    private final WaysToCut ways;
    private final String plain;
    private final List<Choice> before;
    private final Set<String> turnedDown;
    private final NamedTakes named;

    /**
     * As a reviewer says.
     *
     * @param before the rejected plan's choices
     * @param turnedDown keys of takes that nobody wants; those that are replaced join them
     */
    ReviseTakes(
            PlannerSettings settings,
            Habits habits,
            String text,
            List<Choice> before,
            Set<String> turnedDown) {
        this.ways = new WaysToCut(settings, Pacing.MEDIUM, habits);
        this.plain = text.toLowerCase(Locale.ROOT);
        this.before = before;
        this.turnedDown = turnedDown;
        this.named = NamedTakes.in(text);
    }

    @Override
    public List<String> change(CutInHand cut) {
        List<SceneInHand> candidates =
                cut.scenes.stream()
                        .filter(scene -> scene.onlyTake() != null && scene.ranked.size() > 1)
                        .toList();
        // A number says it exactly; a name may be a word of any complaint, or that of several.
        List<SceneInHand> wrong = candidates.stream().filter(this::isNumbered).toList();
        if (wrong.isEmpty()) {
            wrong = candidates.stream().filter(this::isNamed).toList();
        }
        if (wrong.isEmpty()) {
            wrong = candidates.stream().filter(this::showsOneThatIsNamed).toList();
        }
        if (wrong.isEmpty()) {
            List<SceneInHand> better = candidates.stream().filter(this::couldShowWanted).toList();
            wrong =
                    (better.isEmpty() ? candidates : better)
                            .stream()
                                    .min(Comparator.comparingDouble(this::sureness))
                                    .map(List::of)
                                    .orElse(List.of());
        }
        List<String> said = new ArrayList<>();
        for (SceneInHand scene : wrong) {
            ScoredTake was = scene.onlyTake();
            ScoredTake next = next(scene, was);
            if (was != null && next != null) {
                turnedDown.add(was.take().s3Key());
                if (scene.clips.size() == 1) {
                    show(scene.clips.getFirst(), was, next);
                } else {
                    recut(cut, scene, was, next);
                }
                scene.clips.forEach(clip -> clip.shows(next, was));
                said.add(
                        "%s shows %s instead of %s"
                                .formatted(scene.name(), next.take().said(), was.take().said()));
            }
        }
        return said;
    }

    /** The same place and length in another take. */
    private static void show(ClipInHand clip, ScoredTake was, ScoredTake next) {
        double duration = next.take().analysis().durationSeconds();
        double length = Math.min(clip.length(), duration);
        double wanted = next.usable().start() + clip.start - was.usable().start();
        double start = Math.clamp(wanted, 0, duration - length);
        // What the show's habit has moved is moved in this take too, where it is long enough.
        boolean whole = start == wanted && length == clip.length();
        clip.start = start;
        clip.end = start + length;
        clip.moved = whole ? clip.moved : Cut.Moved.NOT;
    }

    /** About the same length, cut at the pauses of the other take: they are elsewhere. */
    private void recut(CutInHand cut, SceneInHand scene, ScoredTake was, ScoredTake next) {
        Handles handles = Handles.of(cut, cut.scenes.indexOf(scene));
        double length =
                Math.max(
                        0.1,
                        scene.clips.stream().mapToDouble(ClipInHand::length).sum()
                                - handles.ahead()
                                - handles.behind());
        // A word more is better than one less: only what is seconds too long loses phrases.
        Cut way =
                ways.of(next, length).stream()
                        .filter(each -> each.air() == 0)
                        .min(
                                Comparator.comparingDouble(
                                        each -> Math.abs(each.seconds() - length) + each.cost()))
                        .orElseThrow();
        double shift = was.usable().start() - next.usable().start();
        List<ClipInHand> clips = List.copyOf(scene.clips);
        cut.recut(
                scene,
                next,
                handles.around(way.clips(), next).stream()
                        .map(span -> Piece.of(span, shift, clips))
                        .toList());
        scene.follow(way.moved());
    }

    private @Nullable ScoredTake next(SceneInHand scene, @Nullable ScoredTake was) {
        return scene.ranked.stream()
                .filter(take ->
                        !take.equals(was)
                                && (isWanted(take)
                                        || (!isComplainedOf(take)
                                                && !turnedDown.contains(take.take().s3Key()))))
                .min(Comparator.comparing((ScoredTake take) -> !isWanted(take)))
                .orElse(null);
    }

    private boolean isWanted(ScoredTake take) {
        Integer number = take.take().number();
        return number != null && named.wanted().contains(number);
    }

    private boolean isComplainedOf(ScoredTake take) {
        Integer number = take.take().number();
        return number != null && named.others().contains(number);
    }

    private boolean showsOneThatIsNamed(SceneInHand scene) {
        ScoredTake shown = scene.onlyTake();
        return shown != null && isComplainedOf(shown);
    }

    private boolean couldShowWanted(SceneInHand scene) {
        return scene.ranked.stream()
                .anyMatch(take -> isWanted(take) && !take.equals(scene.onlyTake()));
    }

    private boolean isNamed(SceneInHand scene) {
        if (isWord(scene.name().toLowerCase(Locale.ROOT))) {
            return true;
        }
        // "main" and "transition" are words of any complaint.
        SceneTakes takes = scene.takes;
        return takes != null
                && (takes.type().equals("intro") || takes.type().equals("outro"))
                && isWord(takes.type());
    }

    private boolean isNumbered(SceneInHand scene) {
        SceneTakes takes = scene.takes;
        return takes != null
                && takes.number() != null
                && Pattern.compile("\\bscene\\s*" + takes.number() + "\\b").matcher(plain).find();
    }

    /** Whether it stands among the words, in letters of any language; nothing is none of them. */
    private boolean isWord(String word) {
        return !word.isBlank()
                && Pattern.compile(
                                "(?<![\\p{L}\\p{M}\\p{N}_])"
                                        + Pattern.quote(word.strip())
                                        + "(?![\\p{L}\\p{M}\\p{N}_])")
                        .matcher(plain)
                        .find();
    }

    private double sureness(SceneInHand scene) {
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
