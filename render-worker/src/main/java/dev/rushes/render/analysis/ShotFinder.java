package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Finds where one shot becomes another. A cut is a frame that differs from the one before in a way that no move of the
 * camera explains, far more than its neighbours do; a flash is no cut, since what was before comes back.
 */
final class ShotFinder {
    private static final double LEAST_RESIDUAL = 7;
    private static final double LEAST_DIFFERENCE = 2.5;

    /** Enough for itself where nothing in the picture shows a move. */
    private static final double PLAIN_DIFFERENCE = 10;

    private static final double ABOVE_NEIGHBOURS = 2.2;
    private static final double COMES_BACK = 0.5;
    private static final double LONGEST_BLANK = 1.5;

    private record Step(double before, double second, double difference, double residual) {
        double score() {
            return difference + residual;
        }
    }

    private final Blends blends = new Blends();
    private final Fades fades = new Fades();
    private final List<Change> changes = new ArrayList<>();
    private final NavigableSet<Double> keyframes = new TreeSet<>();
    private Step older = new Step(0, 0, 0, 0);
    private Step old = new Step(0, 0, 0, 0);
    private double last;
    private boolean any;
    private boolean full;

    /** A keyframe, which encoders like to put where a shot begins. */
    void keyframe(double second) {
        keyframes.add(second);
        if (keyframes.size() > 64) {
            keyframes.pollFirst();
        }
    }

    /** One frame more, and how it follows from the one before. Says whether the frame before this one began a shot. */
    boolean add(Picture picture, CameraMove move) {
        float[] before = blends.back(0);
        Step step =
                before == null
                        ? new Step(picture.second, picture.second, 0, 0)
                        : new Step(
                                last,
                                picture.second,
                                Blends.difference(before, picture.means),
                                move.residual());
        blends.add(picture);
        boolean cut = any && isCut(step);
        if (cut) {
            double at = moment(old);
            note(new Change(at, at, Shot.Change.CUT, false, false));
            blends.forgetBefore(2);
        } else {
            blends.ended().ifPresent(this::note);
        }
        fades.add(picture.second, Blends.spread(picture.means)).ifPresent(this::fade);
        older = old;
        old = step;
        last = picture.second;
        any = true;
        return cut;
    }

    /** Whether the frame before began a shot, now that the next is known. */
    private boolean isCut(Step next) {
        boolean moved = old.residual() >= LEAST_RESIDUAL && old.difference() >= LEAST_DIFFERENCE;
        if (!moved && old.difference() < PLAIN_DIFFERENCE) {
            return false;
        }
        double around = Math.max(older.score(), next.score());
        if (old.score() < ABOVE_NEIGHBOURS * around) {
            return false;
        }
        float[] now = blends.back(0);
        float[] began = blends.back(1);
        float[] earlier = blends.back(2);
        if (earlier != null
                && began != null
                && Blends.changed(earlier, began) < Blends.MOST_OF_IT) {
            return false;
        }
        return now == null
                || earlier == null
                || Blends.difference(earlier, now) > COMES_BACK * old.difference();
    }

    private double moment(Step step) {
        Double key = keyframes.floor(step.second() + 1e-6);
        return key != null && key > step.before() + 1e-6 ? key : step.second();
    }

    private void note(Change change) {
        Change before = changes.isEmpty() ? null : changes.getLast();
        if (before != null
                && before.toBlank()
                && change.fromBlank()
                && change.start() - before.end() <= LONGEST_BLANK) {
            changes.set(
                    changes.size() - 1,
                    new Change(before.start(), change.end(), Shot.Change.FADE, false, false));
        } else if (changes.size() < FootageAnalysis.MOST) {
            changes.add(change);
        } else {
            full = true;
        }
    }

    /** Whatever was taken for a change within it was a part of it. */
    private void fade(Change fade) {
        while (!changes.isEmpty() && changes.getLast().end() > fade.start()) {
            changes.removeLast();
        }
        note(fade);
        blends.forgetBefore(2);
    }

    boolean isFull() {
        return full;
    }

    /** All shots of a take of that length in seconds. */
    List<Shot> shots(double duration) {
        List<Shot> shots = new ArrayList<>();
        double start = 0;
        Shot.Change begins = Shot.Change.START;
        double takes = 0;
        for (Change change : changes) {
            double at = Steps.rounded(change.middle(), 4);
            boolean fadesIn =
                    change.fromBlank() && shots.isEmpty() && change.start() <= LONGEST_BLANK;
            boolean fadesOut =
                    change.toBlank()
                            && change.equals(changes.getLast())
                            && duration - change.end() <= LONGEST_BLANK;
            if (at <= start || at >= duration || fadesIn || fadesOut) {
                continue;
            }
            shots.add(new Shot(start, at, begins, takes));
            start = at;
            begins = change.kind();
            takes = Steps.rounded(change.end() - change.start(), 3);
        }
        if (duration > start) {
            shots.add(new Shot(start, Steps.rounded(duration, 4), begins, takes));
        }
        return shots;
    }
}
