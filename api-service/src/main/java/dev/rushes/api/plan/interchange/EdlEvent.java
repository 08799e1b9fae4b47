package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Transition;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A line of columns of an edit decision list, with what the comments below it say. */
final class EdlEvent {
    /** What is wrong with a speed that no clip may play at. */
    static final String SPEEDS = "its speed must lie between 0.25 and 4";

    private static final Rational SLOWEST = Rational.of(1, 4);
    private static final Rational FASTEST = Rational.of(4);

    final int line;
    final int number;
    final String reel;
    final String kind;
    final long over;
    final Shown shown;
    long in;
    long out;
    final long recordIn;
    final long recordOut;
    Rational speed = Rational.ONE;

    /** Whether its speed is that of an M2, which has one decimal of a frame. */
    boolean rounded;

    String file = "";
    String clip = "";
    String effect = "";
    String reason = "";
    @Nullable String scene;

    /**
     * Of the columns.
     *
     * @param line where in the file
     * @param number of the edit; its sound and what it comes from have the same
     * @param over frames of its transition
     * @param shown times of the take as they stand there
     * @param times frames: in and out of the take, in and out of the programme
     */
    EdlEvent(int line, int number, String reel, String kind, long over, Shown shown, long[] times) {
        this.line = line;
        this.number = number;
        this.reel = reel;
        this.kind = kind;
        this.over = over;
        this.shown = shown;
        this.in = times[0];
        this.out = times[1];
        this.recordIn = times[2];
        this.recordOut = times[3];
    }

    /**
     * Times of a take as the list writes them.
     *
     * @param fault what is wrong with them in the list's own count, which may not be the camera's; null where nothing is
     */
    record Shown(String in, String out, @Nullable String fault) {}

    /**
     * Counts its take from the first frame: so far its times are those of the camera's clock, which counts in its own way
     * whatever the list says of the programme.
     *
     * @return what is wrong with them, if anything is
     */
    Optional<String> countFrom(CameraTime camera, Rational rate) {
        Timecode code = camera.code(rate);
        OptionalLong from = code.frame(shown.in());
        OptionalLong until = code.frame(shown.out());
        long first = camera.first(rate);
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.of(
                    "%s to %s are no times of its take, which counts %s drop frame from %s on"
                            .formatted(
                                    shown.in(),
                                    shown.out(),
                                    camera.drops() ? "with" : "without",
                                    code.text(first)));
        }
        long begins = from.getAsLong() - first;
        // A take may roll over midnight, which none does that lasts half a day.
        if (begins < -code.day() / 2) {
            begins += code.day();
        }
        if (begins < 0) {
            return Optional.of(
                    "%s lies before its take, which begins at %s"
                            .formatted(shown.in(), code.text(first)));
        }
        in = begins;
        out = begins + Math.floorMod(until.getAsLong() - from.getAsLong(), code.day());
        return Optional.empty();
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

    static boolean mayPlayAt(Rational speed) {
        return speed.compareTo(SLOWEST) >= 0 && speed.compareTo(FASTEST) <= 0;
    }

    /** How fast it plays: as its columns say where a rounded speed means the same to within a frame. Some length is there. */
    Rational playedAt() {
        if (!rounded) {
            return speed;
        }
        Rational columns = Rational.of(out - in, frames());
        Rational apart = columns.minus(speed).times(frames()).abs();
        return apart.compareTo(Rational.ONE) <= 0 ? columns : speed;
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
