package dev.rushes.api.script.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a Markdown text without its marks; a heading keeps its number signs. */
final class MarkdownLines {
    private static final Pattern IMAGE =
            Pattern.compile("!\\[([^\\[\\]]{0,200})\\]\\([^()\\s]{0,500}\\)");
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\[\\]]{0,200})\\]\\([^()\\s]{0,500}\\)");
    private static final Pattern MARK = Pattern.compile("^(?:>\\s?|[-*+]\\s+|\\d{1,3}[.)]\\s+)");
    private static final Pattern RULE =
            Pattern.compile(
                    "(?:-{3,80}|_{3,80}|\\*{3,80}|={3,80}|(?:- ){2,40}-?|(?:\\* ){2,40}\\*?)");

    private MarkdownLines() {}

    static List<String> plain(List<String> lines) {
        List<String> plain = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String below = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
            if (line.startsWith("```") || line.startsWith("~~~")) {
                plain.add("");
            } else if (isUnderline(line) && i > 0 && underlined(plain.get(i - 1))) {
                plain.add("");
            } else if (isUnderline(below) && underlined(line)) {
                plain.add((below.startsWith("=") ? "# " : "## ") + marked(line));
            } else if (isRule(line)) {
                plain.add("");
            } else {
                plain.add(level(line) > 0 ? line : marked(line));
            }
        }
        return plain;
    }

    private static String marked(String line) {
        String text = MARK.matcher(line).replaceFirst("");
        text =
                text.indexOf("](") < 0
                        ? text
                        : LINK.matcher(IMAGE.matcher(text).replaceAll("[$1]")).replaceAll("$1");
        return Words.plain(text.replace("`", ""));
    }

    private static boolean underlined(String line) {
        return !line.isBlank()
                && line.length() <= Heading.LONGEST
                && !line.startsWith(">")
                && !line.startsWith("- ");
    }

    private static boolean isUnderline(String line) {
        return line.length() >= 3
                && line.length() <= Heading.LONGEST
                && (line.chars().allMatch(c -> c == '=') || line.chars().allMatch(c -> c == '-'));
    }

    static boolean isRule(String line) {
        return line.length() <= 80 && RULE.matcher(line).matches();
    }

    /** Of a heading, 1 to 6; otherwise 0. */
    static int level(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        return level >= 1 && level <= 6 && level < line.length() && line.charAt(level) == ' '
                ? level
                : 0;
    }

    static String heading(String line) {
        String text = line.substring(level(line)).strip();
        return Words.plain(text.replaceAll("\\s#{1,6}$", "")).strip();
    }

    /** The line of the one heading above all others, which is the script's title; -1 where there is none. */
    static int title(List<String> lines) {
        int first = -1;
        int highest = 7;
        int ofThem = 0;
        int all = 0;
        for (int i = 0; i < lines.size(); i++) {
            int level = level(lines.get(i));
            if (level == 0) {
                continue;
            }
            first = first < 0 ? i : first;
            all++;
            ofThem = level < highest ? 1 : level == highest ? ofThem + 1 : ofThem;
            highest = Math.min(highest, level);
        }
        return all > 1 && ofThem == 1 && level(lines.get(first)) == highest ? first : -1;
    }
}
