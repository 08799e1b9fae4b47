package dev.rushes.common.storage;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A file name as a person typed it, without any path.
 *
 * @param value the last path element, NFC, without control characters, at most 255 UTF-8 bytes, never empty
 */
public record FileName(String value) {
    private static final int LONGEST_BYTES = 255;

    public FileName {
        value = cleaned(value);
    }

    /** The same for an object key: only letters, digits, dot, dash and underscore of ASCII, at most 120 characters. */
    public String forKey() {
        String plain =
                Normalizer.normalize(value, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^A-Za-z0-9._-]+", "_")
                        .replaceAll("\\.{2,}", ".")
                        .replaceAll("^[._-]+", "");
        int dot = plain.lastIndexOf('.');
        String extension = dot > 0 && plain.length() - dot <= 10 ? plain.substring(dot) : "";
        String stem = plain.substring(0, plain.length() - extension.length());
        int room = 120 - extension.length();
        String cut = stem.length() > room ? stem.substring(0, room) : stem;
        return (cut.isEmpty() ? "file" : cut) + extension;
    }

    private static String cleaned(String typed) {
        String name = Normalizer.normalize(typed, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        name =
                name.replaceAll("[\\p{Cntrl}\\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]", "")
                        .strip();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "file";
        }
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            // The extension is worth more than the end of the stem.
            int dot = name.lastIndexOf('.');
            int end = dot > 0 && name.length() - dot <= 10 ? dot : name.length();
            int from = name.offsetByCodePoints(end, -1);
            name = name.substring(0, from) + name.substring(end);
        }
        return name;
    }
}
