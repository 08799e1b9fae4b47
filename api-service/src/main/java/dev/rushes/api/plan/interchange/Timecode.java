package dev.rushes.api.plan.interchange;

import dev.rushes.common.plan.Rational;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts frames as SMPTE ST 12-1 does. At 29.97 and 59.94 drop frame: the first two (four) numbers of each minute but every
 * tenth are left out, so that the count keeps up with the clock. Other rates of 1000/1001 count without.
 */
record Timecode(Rational rate) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{2})[:;.](\\d{2})[:;.](\\d{2})[:;.](\\d{2,3})");

    long nominal() {
        return -rate.negated().floor();
    }

    boolean drops() {
        return rate.equals(Rational.of(30000, 1001)) || rate.equals(Rational.of(60000, 1001));
    }

    private long dropped() {
        return drops() ? nominal() / 15 : 0;
    }

    String text(long frame) {
        long number = frame;
        long perMinute = nominal() * 60 - dropped();
        long perTen = perMinute * 10 + dropped();
        if (drops()) {
            long tens = frame / perTen;
            long rest = frame % perTen;
            number += tens * 9 * dropped();
            if (rest >= dropped()) {
                number += dropped() * ((rest - dropped()) / perMinute);
            }
        }
        long seconds = number / nominal();
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%s%02d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                drops() ? ";" : ":",
                number % nominal());
    }

    /** Empty where the text is no timecode of this rate. */
    OptionalLong frame(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        long hours = Long.parseLong(form.group(1));
        long minutes = Long.parseLong(form.group(2));
        long seconds = Long.parseLong(form.group(3));
        long frames = Long.parseLong(form.group(4));
        if (minutes > 59 || seconds > 59 || frames >= nominal()) {
            return OptionalLong.empty();
        }
        long all = hours * 60 + minutes;
        return OptionalLong.of(
                (all * 60 + seconds) * nominal() + frames - dropped() * (all - all / 10));
    }
}
