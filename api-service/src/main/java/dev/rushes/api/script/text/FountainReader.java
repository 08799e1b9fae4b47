package dev.rushes.api.script.text;

import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Passage.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Fountain 1.1 (fountain.io/syntax). Sections are headings only in a script that has no others. */
final class FountainReader {
    private static final Set<String> TITLE_KEYS =
            Set.of(
                    "title",
                    "credit",
                    "author",
                    "authors",
                    "source",
                    "draft date",
                    "date",
                    "contact",
                    "copyright",
                    "notes",
                    "revision",
                    "format",
                    "episode");

    private final List<String> lines;
    private final PartsBuilder parts = new PartsBuilder();
    private final boolean sectionsAreHeadings;
    private int at;

    FountainReader(String text) {
        lines = Blanked.notes(Blanked.comments(text, "/*", "*/")).lines().toList();
        sectionsAreHeadings = lines.stream().noneMatch(FountainReader::isHeading);
    }

    Screenplay read() {
        titlePage();
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            if (line.isEmpty() || line.startsWith("===") || isSynopsis(line)) {
                at++;
            } else if (line.startsWith("#")) {
                section(line);
            } else if (isHeading(lines.get(at))) {
                String text = line.startsWith(".") ? line.substring(1) : line;
                parts.heading(Heading.of(Words.plain(text), null), ++at);
            } else if (line.startsWith(">") && !line.endsWith("<")) {
                parts.add(new Cut(line.substring(1).strip(), at + 1, at + 1));
                at++;
            } else if (Words.isCut(line) && isBlank(at + 1)) {
                parts.add(new Cut(line, at + 1, at + 1));
                at++;
            } else {
                paragraph(line);
            }
        }
        return parts.done();
    }

    private void titlePage() {
        if (lines.isEmpty() || key(lines.getFirst()) == null) {
            return;
        }
        boolean title = false;
        StringBuilder text = new StringBuilder();
        while (at < lines.size() && !isBlank(at)) {
            String line = lines.get(at++);
            String key = key(line);
            if (key != null) {
                title = key.equals("title");
            }
            if (title) {
                text.append(' ').append(key == null ? line : line.substring(line.indexOf(':') + 1));
            }
        }
        parts.title(Words.joined(List.of(Words.plain(text.toString()))));
    }

    private static @Nullable String key(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || colon > 20 || Character.isWhitespace(line.charAt(0))) {
            return null;
        }
        String key = line.substring(0, colon).toLowerCase(Locale.ROOT);
        return TITLE_KEYS.contains(key) ? key : null;
    }

    private void section(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        String text = line.substring(level).strip();
        at++;
        if (sectionsAreHeadings && !text.isEmpty()) {
            parts.heading(Heading.of(Words.plain(text), null), at);
        }
    }

    private void paragraph(String first) {
        boolean forced = first.startsWith("@") && first.length() > 1;
        String speaker =
                forced
                        ? Words.named(first.substring(1).replace("^", ""))
                        : first.startsWith("!") ? null : Words.speaker(first).orElse(null);
        if (speaker != null
                && !speaker.isEmpty()
                && (at == 0 || isBlank(at - 1) || forced)
                && !isBlank(at + 1)) {
            speech(speaker.toUpperCase(Locale.ROOT));
            return;
        }
        if (first.startsWith("~")) {
            at++;
            parts.add(new Speech(null, Words.plain(first.substring(1)), List.of(), at, at));
            return;
        }
        int from = at + 1;
        List<String> text = new ArrayList<>();
        while (at < lines.size() && !isBlank(at)) {
            String line = lines.get(at).strip();
            if (at + 1 > from && isHeading(lines.get(at))) {
                break;
            }
            at++;
            text.add(unmarked(line));
        }
        parts.add(new Action(Words.plain(Words.joined(text)), from, at));
    }

    private void speech(String speaker) {
        int from = ++at;
        List<String> text = new ArrayList<>();
        List<String> manner = new ArrayList<>();
        while (at < lines.size()
                && !lines.get(at).isEmpty()
                && !(lines.get(at).isBlank() && lines.get(at).length() < 2)) {
            String line = lines.get(at++).strip();
            if (Words.isParenthesis(line)) {
                manner.add(Words.plain(Words.inside(line)));
            } else {
                text.add(line.startsWith("~") ? line.substring(1) : line);
            }
        }
        parts.add(new Speech(speaker, Words.plain(Words.joined(text)), manner, from, at));
    }

    private static String unmarked(String line) {
        if (line.startsWith("!")) {
            return line.substring(1);
        }
        return line.startsWith(">") && line.endsWith("<") && line.length() > 1
                ? line.substring(1, line.length() - 1).strip()
                : line;
    }

    private static boolean isHeading(String line) {
        String text = line.strip();
        if (text.startsWith(".")) {
            return text.length() > 1 && Character.isLetterOrDigit(text.charAt(1));
        }
        return !text.startsWith("!") && Heading.slugline(text).isPresent();
    }

    private static boolean isSynopsis(String line) {
        return line.startsWith("=") && !line.startsWith("==");
    }

    private boolean isBlank(int line) {
        return line >= lines.size() || lines.get(line).isBlank();
    }
}
