package dev.rushes.render.text;

import java.lang.Character.UnicodeScript;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Splits a line into runs of one direction, one script and one font, in the order in which they stand on the line from
 * left to right.
 */
final class TextRuns {
    private TextRuns() {}

    /**
     * Characters that are shaped together.
     *
     * @param start index of the first char in the line
     * @param end exclusive
     * @param level of embedding (UAX 9): odd ones run from right to left
     * @param font index of the font
     */
    record Run(int start, int end, int level, UnicodeScript script, int font) {
        boolean isRightToLeft() {
            return level % 2 == 1;
        }
    }

    /**
     * The line's runs in visual order.
     *
     * @param bidi of exactly this line
     * @param fonts whether a font has a character, the first font asked first
     * @param missing hears of every character that no font has
     */
    static List<Run> visual(
            String line,
            Bidi bidi,
            List<IntPredicate> fonts,
            java.util.function.IntConsumer missing) {
        List<Run> logical = logical(line, bidi, fonts, missing);
        Integer[] order = new Integer[logical.size()];
        byte[] levels = new byte[logical.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            levels[i] = (byte) logical.get(i).level();
        }
        Bidi.reorderVisually(levels, 0, order, 0, order.length);
        List<Run> visual = new ArrayList<>(order.length);
        for (Integer index : order) {
            visual.add(logical.get(index));
        }
        return visual;
    }

    private static List<Run> logical(
            String line,
            Bidi bidi,
            List<IntPredicate> fonts,
            java.util.function.IntConsumer missing) {
        List<Run> runs = new ArrayList<>();
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(line);
        UnicodeScript script = firstScript(line);
        int font = 0;
        int start = 0;
        for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
            int level = bidi.getLevelAt(start);
            UnicodeScript own = UnicodeScript.of(line.codePointAt(start));
            boolean neutral = own == UnicodeScript.COMMON || own == UnicodeScript.INHERITED;
            if (!neutral) {
                script = own;
            }
            font = font(line, start, end, neutral ? font : -1, fonts, missing);
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null
                    && last.level() == level
                    && last.script() == script
                    && last.font() == font) {
                runs.set(runs.size() - 1, new Run(last.start(), end, level, script, font));
            } else {
                runs.add(new Run(start, end, level, script, font));
            }
            start = end;
        }
        return runs;
    }

    /** What stands before the first letter is shaped with it. */
    private static UnicodeScript firstScript(String line) {
        return line.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(script ->
                        script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .findFirst()
                .orElse(UnicodeScript.LATIN);
    }

    /** The font of one cluster: the one in use where it will do (for spaces and signs), else the first that has all. */
    private static int font(
            String line,
            int start,
            int end,
            int inUse,
            List<IntPredicate> fonts,
            java.util.function.IntConsumer missing) {
        int[] codePoints =
                line.substring(start, end).codePoints().filter(c -> !isIgnorable(c)).toArray();
        if (codePoints.length == 0) {
            return Math.max(0, inUse);
        }
        if (inUse >= 0 && hasAll(fonts.get(inUse), codePoints)) {
            return inUse;
        }
        int firstWithBase = -1;
        for (int i = 0; i < fonts.size(); i++) {
            if (hasAll(fonts.get(i), codePoints)) {
                return i;
            }
            if (firstWithBase < 0 && fonts.get(i).test(codePoints[0])) {
                firstWithBase = i;
            }
        }
        int chosen = Math.max(0, firstWithBase);
        for (int codePoint : codePoints) {
            if (!fonts.get(chosen).test(codePoint)) {
                missing.accept(codePoint);
            }
        }
        return chosen;
    }

    private static boolean hasAll(IntPredicate font, int[] codePoints) {
        for (int codePoint : codePoints) {
            if (!font.test(codePoint)) {
                return false;
            }
        }
        return true;
    }

    /** Nothing is drawn for these (Unicode's default ignorable code points, and spaces that fonts may lack). */
    static boolean isIgnorable(int c) {
        return Character.getType(c) == Character.FORMAT
                || Character.isSpaceChar(c)
                || c == '\t'
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
