package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts frames as SMPTE ST 12-1 does. With drop frame, at 29.97 and 59.94 only: the first two (four) numbers of each minute
 * but every tenth are left out, so that the count keeps up with the clock.
 *
 * @param drops whether numbers are left out
 */
record Timecode(Rational rate, boolean drops) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{2})[:;.](\\d{2})[:;.](\\d{2})[:;.](\\d{2,3})");

    /** As we write it: with drop frame wherever there is such a count. */
    Timecode(Rational rate) {
        this(rate, mayDrop(rate));
    }

    private static boolean mayDrop(Rational rate) {
        return rate.equals(Rational.of(30000, 1001)) || rate.equals(Rational.of(60000, 1001));
    }

    /** With or without drop frame; without at rates that have none. */
    Timecode dropping(boolean wanted) {
        return new Timecode(rate, wanted && mayDrop(rate));
    }

    long nominal() {
        return -rate.negated().floor();
    }

    private long dropped() {
        return drops ? nominal() / 15 : 0;
    }

    /** A colon stands before the frames where none is dropped. */
    static boolean isMarked(String timecode) {
        int marked = "00:00:00".length();
        return timecode.length() > marked && timecode.charAt(marked) != ':';
    }

    /** Frames from midnight to midnight. */
    long day() {
        return 24 * 6 * perTen();
    }

    private long perMinute() {
        return nominal() * 60 - dropped();
    }

    private long perTen() {
        return perMinute() * 10 + dropped();
    }

    /** At midnight it begins again. */
    String text(long frames) {
        long frame = Math.floorMod(frames, day());
        long number = frame;
        if (drops) {
            long tens = frame / perTen();
            long rest = frame % perTen();
            number += tens * 9 * dropped();
            if (rest >= dropped()) {
                number += dropped() * ((rest - dropped()) / perMinute());
            }
        }
        long seconds = number / nominal();
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%s%02d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                drops ? ";" : ":",
                number % nominal());
    }

    /** Empty where the text is no timecode of this count. */
    OptionalLong frame(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        long hours = Long.parseLong(form.group(1));
        long minutes = Long.parseLong(form.group(2));
        long seconds = Long.parseLong(form.group(3));
        long frames = Long.parseLong(form.group(4));
        boolean leftOut = seconds == 0 && minutes % 10 != 0 && frames < dropped();
        if (minutes > 59 || seconds > 59 || frames >= nominal() || leftOut) {
            return OptionalLong.empty();
        }
        long all = hours * 60 + minutes;
        return OptionalLong.of(
                (all * 60 + seconds) * nominal() + frames - dropped() * (all - all / 10));
    }
}
