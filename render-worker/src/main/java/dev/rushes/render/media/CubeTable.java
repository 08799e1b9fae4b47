package dev.rushes.render.media;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A colour look-up table from a stranger's {@code .cube} file (Adobe Cube LUT Specification 1.0), checked before
 * anything else reads it.
 */
public final class CubeTable {
    private static final int SMALLEST = 2;

    /** Grading tools write cubes of 17, 33 or 65. */
    private static final int LARGEST_CUBE = 65;

    private static final int LARGEST_CURVE = 65_536;
    private static final long LARGEST_FILE = 16L * 1024 * 1024;
    private static final int LONGEST_LINE = 500;
    private static final int CHANNELS = 3;

    /** Beyond this a number is no colour; half floats end near it. */
    private static final float LARGEST_NUMBER = 65_504;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final int size;
    private final boolean curve;

    /** Least input of red, green and blue, then the greatest. */
    private final float[] domain;

    /** Red, green and blue for each point, red running fastest in a cube. */
    private final float[] points;

    private CubeTable(int size, boolean curve, float[] domain, float[] points) {
        this.size = size;
        this.curve = curve;
        this.domain = domain;
        this.points = points;
    }

    /** Whether each channel is looked up by itself (1D) rather than the three together (3D). */
    public boolean isCurve() {
        return curve;
    }

    /** Points on each axis of a cube, or of each channel's curve. */
    public int size() {
        return size;
    }

    /**
     * Reads and checks a file.
     *
     * @param name what the plan calls it, for the reason
     * @throws BadMedia with a reason for the user where it is no table of a bearable size
     */
    public static CubeTable read(Path file, String name) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new BadMedia(
                        "the LUT %s is larger than %d MiB".formatted(name, LARGEST_FILE >> 20));
            }
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return new Reading(name).read(lines);
            }
        } catch (CharacterCodingException e) {
            throw new BadMedia("the LUT " + name + " is not a .cube file: it is not text");
        } catch (IOException e) {
            throw new MediaFault("reading a LUT", e);
        }
    }

    /** The table as FFmpeg reads it, and nothing else that stood in the file. */
    public void write(Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write((curve ? "LUT_1D_SIZE " : "LUT_3D_SIZE ") + size + "\n");
            out.write("DOMAIN_MIN " + triple(domain, 0) + "\n");
            out.write("DOMAIN_MAX " + triple(domain, CHANNELS) + "\n");
            for (int i = 0; i < points.length; i += CHANNELS) {
                out.write(triple(points, i));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new MediaFault("writing a LUT", e);
        }
    }

    private static String triple(float[] numbers, int at) {
        return numbers[at] + " " + numbers[at + 1] + " " + numbers[at + 2];
    }

    private static final class Reading {
        private final String name;
        private final float[] domain = {0, 0, 0, 1, 1, 1};
        private float[] points = new float[0];
        private int count;
        private int size;
        private boolean curve;
        private int lineNumber;

        Reading(String name) {
            this.name = name;
        }

        CubeTable read(BufferedReader lines) throws IOException {
            StringBuilder line = new StringBuilder();
            while (next(lines, line)) {
                lineNumber++;
                take(line.toString().strip());
            }
            if (size == 0) {
                throw bad("it has neither LUT_3D_SIZE nor LUT_1D_SIZE");
            }
            if (count != points.length) {
                throw bad(
                        "%d of its %d points are there"
                                .formatted(count / CHANNELS, points.length / CHANNELS));
            }
            for (int i = 0; i < CHANNELS; i++) {
                if (domain[i] >= domain[i + CHANNELS]) {
                    throw bad("its DOMAIN_MIN is not below its DOMAIN_MAX");
                }
            }
            return new CubeTable(size, curve, domain, points);
        }

        /** A line as far as it may be long. */
        private boolean next(BufferedReader lines, StringBuilder line) throws IOException {
            line.setLength(0);
            int c = lines.read();
            if (c < 0) {
                return false;
            }
            for (; c >= 0 && c != '\n'; c = lines.read()) {
                if (line.length() == LONGEST_LINE) {
                    throw new BadMedia(
                            "the LUT %s is not a .cube file: its line %d is too long"
                                    .formatted(name, lineNumber + 1));
                }
                line.append((char) c);
            }
            return true;
        }

        private void take(String line) {
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("TITLE")) {
                return;
            }
            String[] words = SPACE.split(line);
            switch (words[0]) {
                case "LUT_3D_SIZE" -> size(words, false, LARGEST_CUBE);
                case "LUT_1D_SIZE" -> size(words, true, LARGEST_CURVE);
                case "DOMAIN_MIN" -> triple(words, 1, 0);
                case "DOMAIN_MAX" -> triple(words, 1, CHANNELS);
                case "LUT_3D_INPUT_RANGE", "LUT_1D_INPUT_RANGE" -> range(words);
                default -> point(words);
            }
        }

        private void size(String[] words, boolean isCurve, int largest) {
            if (size != 0) {
                throw bad("it states its size twice");
            }
            try {
                size = words.length == 2 ? Integer.parseInt(words[1]) : 0;
            } catch (NumberFormatException e) {
                size = 0;
            }
            if (size < SMALLEST || size > largest) {
                throw bad("%s must be from %d to %d".formatted(words[0], SMALLEST, largest));
            }
            curve = isCurve;
            points = new float[CHANNELS * (curve ? size : size * size * size)];
        }

        private void triple(String[] words, int from, int to) {
            if (words.length != from + CHANNELS) {
                throw bad("line %d does not hold three numbers".formatted(lineNumber));
            }
            for (int i = 0; i < CHANNELS; i++) {
                domain[to + i] = number(words[from + i]);
            }
        }

        private void range(String[] words) {
            if (words.length != 3) {
                throw bad("line %d does not hold two numbers".formatted(lineNumber));
            }
            for (int i = 0; i < CHANNELS; i++) {
                domain[i] = number(words[1]);
                domain[i + CHANNELS] = number(words[2]);
            }
        }

        private void point(String[] words) {
            if (size == 0) {
                throw bad("line %d stands before its size".formatted(lineNumber));
            }
            if (words.length != CHANNELS) {
                throw bad("line %d does not hold three numbers".formatted(lineNumber));
            }
            if (count == points.length) {
                throw bad("it has more than its %d points".formatted(points.length / CHANNELS));
            }
            for (String word : words) {
                points[count++] = number(word);
            }
        }

        private float number(String word) {
            try {
                float value = Float.parseFloat(word);
                if (Math.abs(value) <= LARGEST_NUMBER) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw bad("line %d does not hold three numbers".formatted(lineNumber));
        }

        private BadMedia bad(String reason) {
            return new BadMedia("the LUT " + name + " is not a usable .cube file: " + reason);
        }
    }
}
