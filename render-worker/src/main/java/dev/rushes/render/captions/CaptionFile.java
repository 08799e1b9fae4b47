package dev.rushes.render.captions;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of captions as it was read: SubRip or WebVTT, UTF-8 with or without a byte order mark or UTF-16 with one, any
 * line ends. Markup
 * (italics, voices, positions) is left out; a cue that cannot be read is left out with a warning.
 *
 * @param cues in order of their starts
 * @param warnings what is wrong with the file
 */
public record CaptionFile(List<Cue> cues, List<String> warnings) {
    private static final long MOST_BYTES = 5L << 20;
    private static final int MOST_CUES = 20_000;
    private static final int MOST_WARNINGS = 20;

    /** Hours may be missing (WebVTT) and milliseconds stand behind a comma (SubRip) or a point. */
    private static final String TIME = "(?:(\\d{1,3}):)?(\\d{1,2}):(\\d{2})(?:[,.](\\d{1,3}))?";

    private static final Pattern TIMES =
            Pattern.compile("^\\s*" + TIME + "\\s*-->\\s*" + TIME + "(?:\\s.*)?$");

    private static final Pattern TAG =
            Pattern.compile("</?[a-zA-Z0-9][^<>]{0,200}>|\\{\\\\[^{}]{0,100}}");

    public CaptionFile {
        cues = List.copyOf(cues);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file.
     *
     * @throws BadMedia where it is no text in UTF-8, too large, or has no cue at all
     */
    public static CaptionFile read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new BadMedia(
                        "the captions have %,d bytes; the limit is %,d"
                                .formatted(size, MOST_BYTES));
            }
            return parse(text(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new MediaFault("reading captions", e);
        }
    }

    private static String text(byte[] bytes) {
        try {
            return (isUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadMedia("the captions are not text in UTF-8");
        }
    }

    /** Windows programs write it, and always its mark of byte order in front. */
    private static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                        || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    }

    static CaptionFile parse(String text) {
        String[] lines =
                (text.startsWith("\uFEFF") ? text.substring(1) : text)
                        .replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .split("\n", -1);
        List<Cue> cues = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        int at = 0;
        while (at < lines.length) {
            if (lines[at].isBlank()) {
                at++;
                continue;
            }
            int end = at;
            while (end < lines.length && !lines[end].isBlank()) {
                end++;
            }
            block(lines, at, end, cues, warnings);
            at = end;
        }
        if (cues.isEmpty()) {
            throw new BadMedia("the file has no captions that can be read (SubRip or WebVTT)");
        }
        cues.sort(Comparator.comparing(Cue::start));
        return new CaptionFile(cues, warnings);
    }

    /** Lines without an empty one between them: a cue, or a header, note or style of WebVTT. */
    private static void block(
            String[] lines, int from, int to, List<Cue> cues, List<String> warnings) {
        int times = from;
        while (times < to && !lines[times].contains("-->")) {
            times++;
        }
        if (times == to || lines[from].startsWith("NOTE")) {
            boolean known =
                    lines[from].startsWith("WEBVTT")
                            || lines[from].startsWith("NOTE")
                            || lines[from].startsWith("STYLE")
                            || lines[from].startsWith("REGION")
                            || lines[from].startsWith("X-TIMESTAMP-MAP");
            if (!known) {
                warn(warnings, from, "has no times, left out");
            }
            return;
        }
        Matcher matcher = TIMES.matcher(lines[times]);
        if (!matcher.matches()) {
            warn(warnings, times, "has times that cannot be read, left out");
            return;
        }
        Rational start = time(matcher, 1);
        Rational end = time(matcher, 5);
        String words = words(lines, times + 1, to);
        if (end.compareTo(start) <= 0) {
            warn(warnings, times, "does not end after its start, left out");
        } else if (cues.size() >= MOST_CUES) {
            warn(warnings, times, "is one more than " + MOST_CUES + ", left out");
        } else if (!words.isBlank()) {
            cues.add(new Cue(start, end, words));
        }
    }

    private static void warn(List<String> warnings, int line, String what) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add("captions: the cue in line " + (line + 1) + " " + what);
        }
    }

    private static Rational time(Matcher matcher, int group) {
        String hours = matcher.group(group);
        String fraction = matcher.group(group + 3);
        long milliseconds =
                fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
        long seconds =
                (hours == null ? 0 : Long.parseLong(hours)) * 3600
                        + Long.parseLong(matcher.group(group + 1)) * 60
                        + Long.parseLong(matcher.group(group + 2));
        return Rational.of(seconds * 1000 + milliseconds, 1000);
    }

    private static String words(String[] lines, int from, int to) {
        List<String> words = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String plain = TAG.matcher(lines[i]).replaceAll("").strip();
            if (!plain.isEmpty()) {
                words.add(entities(plain));
            }
        }
        return String.join("\n", words);
    }

    private static String entities(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", "\u00A0")
                .replace("&lrm;", "\u200E")
                .replace("&rlm;", "\u200F")
                .replace("&amp;", "&");
    }
}
