package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of columns of an edit decision list, with what the comments below it say. */
final class EdlEvent {
    final int line;
    final String reel;
    final String kind;
    final long over;
    final long in;
    final long out;
    final long recordIn;
    final long recordOut;
    Rational speed = Rational.ONE;
    String file = "";
    String clip = "";
    String effect = "";
    String reason = "";
    @Nullable String scene;

    /**
     * Of the columns.
     *
     * @param over frames of its transition
     * @param times frames: in and out of the take, in and out of the programme
     */
    EdlEvent(int line, String reel, String kind, long over, long[] times) {
        this.line = line;
        this.reel = reel;
        this.kind = kind;
        this.over = over;
        this.in = times[0];
        this.out = times[1];
        this.recordIn = times[2];
        this.recordOut = times[3];
    }

    boolean isCut() {
        return kind.equals("C");
    }

    boolean isBlack() {
        return reel.equals(Edl.BLACK) || reel.equals("BLACK");
    }

    long frames() {
        return recordOut - recordIn;
    }

    /** The most exact name of its take. */
    String named() {
        return file.isEmpty() ? clip.isEmpty() ? reel : clip : file;
    }

    /** Its transition as plans call it. */
    String transition() {
        if (Transition.named(effect, null).isPresent() && !effect.equals(CutList.CUT)) {
            return effect;
        }
        return Edl.WIPES.entrySet().stream()
                .filter(wipe -> wipe.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(kind.equals("D") ? "dissolve" : "wipe_right");
    }
}
