package dev.rushes.api.script.text;

import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Passage.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain text and Markdown: screenplays without marks, and the scripts that are written for videos. Where nobody is
 * named and no line is a setting, prose is what a narrator says, and what stands in brackets is to be seen.
 */
final class ProseReader {
    private static final String NARRATOR = "NARRATOR";

    private final List<String> lines;
    private final boolean markdown;
    private final PartsBuilder parts = new PartsBuilder();
    private final boolean narrated;
    private final int titleLine;
    private int at;
    private int level = 7;

    ProseReader(List<String> lines, boolean markdown) {
        this.lines = markdown ? MarkdownLines.plain(lines) : lines;
        this.markdown = markdown;
        this.titleLine = markdown ? MarkdownLines.title(this.lines) : -1;
        this.narrated =
                this.lines.stream().noneMatch(line -> Heading.slugline(line.strip()).isPresent())
                        && !namesSomebody();
    }

    private boolean namesSomebody() {
        for (int i = 0; i < lines.size(); i++) {
            if (Labelled.of(lines.get(i)).filter(line -> line.speaker() != null).isPresent()
                    || announcesSpeaker(i)) {
                return true;
            }
        }
        return false;
    }

    Screenplay read() {
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            Optional<Labelled> labelled = Labelled.of(line);
            if (line.isEmpty() || MarkdownLines.isRule(line)) {
                at++;
            } else if (at == titleLine) {
                parts.title(MarkdownLines.heading(line));
                at++;
            } else if (markdown && MarkdownLines.level(line) > 0) {
                int next = MarkdownLines.level(line);
                if (next > level) {
                    parts.dropEmptyHeading();
                }
                level = next;
                parts.heading(Heading.of(MarkdownLines.heading(line), null), ++at);
            } else if (Heading.slugline(line).isPresent()) {
                parts.heading(Heading.of(line, null), ++at);
            } else if (PartName.of(line).isPresent()) {
                named(PartName.of(line).get());
            } else if (Words.isCut(line)
                    && line.length() < Words.LONGEST_NAME
                    && Words.isBlank(next())) {
                parts.add(new Cut(line, ++at, at));
            } else if (announcesSpeaker(at)) {
                speech(Words.speaker(line).orElse(NARRATOR));
            } else if (labelled.isPresent()) {
                labelled(labelled.get());
            } else if (isBracketed(line)) {
                at++;
                parts.add(new Action(line.substring(1, line.length() - 1).strip(), at, at));
            } else {
                prose();
            }
        }
        return parts.done();
    }

    private void named(PartName name) {
        parts.heading(Heading.of(name.heading(), name.number()), ++at);
        if (!name.rest().isEmpty()) {
            parts.add(said(null, name.rest(), at));
        }
    }

    private void labelled(Labelled line) {
        int from = ++at;
        List<String> text = new ArrayList<>(List.of(line.text()));
        while (continues()) {
            text.add(lines.get(at++).strip());
        }
        String joined = Words.joined(text);
        parts.add(
                line.speaker() == null
                        ? new Action(joined, from, at)
                        : new Speech(line.speaker(), joined, List.of(), from, at));
    }

    private void speech(String speaker) {
        int from = ++at;
        List<String> text = new ArrayList<>();
        List<String> manner = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).isBlank()) {
            String line = lines.get(at).strip();
            if (Heading.slugline(line).isPresent()) {
                break;
            }
            at++;
            if (Words.isParenthesis(line)) {
                manner.add(Words.inside(line));
            } else {
                text.add(line);
            }
        }
        parts.add(new Speech(speaker, Words.joined(text), manner, from, at));
    }

    private void prose() {
        int from = at + 1;
        List<String> text = new ArrayList<>(List.of(lines.get(at++).strip()));
        while (continues()) {
            text.add(lines.get(at++).strip());
        }
        parts.add(said(null, Words.joined(text), from));
    }

    private Passage said(@Nullable String speaker, String text, int from) {
        return narrated
                ? new Speech(speaker, text, List.of(), from, at)
                : new Action(text, from, at);
    }

    /** Whether the next line belongs to the paragraph before it. */
    private boolean continues() {
        if (at >= lines.size()) {
            return false;
        }
        String line = lines.get(at).strip();
        return !line.isEmpty()
                && !MarkdownLines.isRule(line)
                && !(markdown && MarkdownLines.level(line) > 0)
                && !isBracketed(line)
                && Heading.slugline(line).isEmpty()
                && PartName.of(line).isEmpty()
                && Labelled.of(line).isEmpty();
    }

    /** Screenplays have the name on a line of its own, and the words below it. */
    private boolean announcesSpeaker(int line) {
        return (line == 0 || lines.get(line - 1).isBlank())
                && line + 1 < lines.size()
                && !lines.get(line + 1).isBlank()
                && Words.speaker(lines.get(line))
                        .filter(name -> name.split(" ", 6).length < 6)
                        .isPresent()
                && PartName.of(lines.get(line).strip()).isEmpty()
                && Heading.slugline(lines.get(line).strip()).isEmpty()
                && !isBracketed(lines.get(line).strip());
    }

    private @Nullable String next() {
        return at + 1 < lines.size() ? lines.get(at + 1) : null;
    }

    private static boolean isBracketed(String line) {
        if (line.length() < 3) {
            return false;
        }
        char closing = line.charAt(line.length() - 1);
        return line.charAt(0) == '[' ? closing == ']' : line.charAt(0) == '(' && closing == ')';
    }
}
