package dev.rushes.api.script.text;

/** Overwrites what is not part of a script with blanks, so that all lines keep their numbers. */
final class Blanked {
    private Blanked() {}

    /** Without what stands between two marks, over any number of lines. What is not closed stays. */
    static String comments(String text, String open, String close) {
        StringBuilder plain = null;
        int start = text.indexOf(open);
        while (start >= 0) {
            int end = text.indexOf(close, start + open.length());
            if (end < 0) {
                break;
            }
            plain = plain == null ? new StringBuilder(text) : plain;
            blank(plain, start, end + close.length());
            start = text.indexOf(open, end + close.length());
        }
        return plain == null ? text : plain.toString();
    }

    /** Without Fountain's notes, which do not reach over a blank line. */
    static String notes(String text) {
        StringBuilder plain = null;
        int close = -1;
        int gap = -1;
        int start = text.indexOf("[[");
        while (start >= 0) {
            // Both only move on, so that a text of nothing but marks is read in one pass.
            close = close < start + 2 ? text.indexOf("]]", start + 2) : close;
            if (close < 0) {
                break;
            }
            gap = gap < start ? blankLine(text, start) : gap;
            if (gap < close) {
                start = text.indexOf("[[", gap);
                continue;
            }
            plain = plain == null ? new StringBuilder(text) : plain;
            blank(plain, start, close + 2);
            start = text.indexOf("[[", close + 2);
        }
        return plain == null ? text : plain.toString();
    }

    private static int blankLine(String text, int from) {
        int gap = text.indexOf("\n\n", from);
        int windows = text.indexOf("\n\r\n", from);
        return Math.min(gap < 0 ? text.length() : gap, windows < 0 ? text.length() : windows);
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
