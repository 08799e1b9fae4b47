package dev.rushes.render.analysis;

import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Poster;
import dev.rushes.render.timeline.OutputFormat;
import java.nio.file.Path;
import java.util.Arrays;

/** Draws a take's sound from left to right: how far it goes up and down, dark on nothing. */
final class Waveform {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 120;
    private static final int[] COLOUR = {0x2f, 0x6f, 0xb0, 0xff};

    private final double samplesPerColumn;
    private final float[] highest = new float[WIDTH];
    private final float[] lowest = new float[WIDTH];
    private boolean heard;

    /** Draws a take of that length in seconds. */
    Waveform(double seconds) {
        this.samplesPerColumn = Math.max(1, seconds * OutputFormat.SAMPLE_RATE / WIDTH);
    }

    void add(long at, float sample) {
        int column = (int) Math.min(WIDTH - 1, at / samplesPerColumn);
        highest[column] = Math.max(highest[column], sample);
        lowest[column] = Math.min(lowest[column], sample);
        heard = true;
    }

    boolean isEmpty() {
        return !heard;
    }

    void write(Path png) {
        byte[] pixels = new byte[WIDTH * HEIGHT * 4];
        Arrays.fill(pixels, (byte) 0);
        for (int x = 0; x < WIDTH; x++) {
            int top = row(highest[x]);
            int bottom = row(lowest[x]);
            for (int y = top; y <= bottom; y++) {
                for (int part = 0; part < 4; part++) {
                    pixels[(y * WIDTH + x) * 4 + part] = (byte) COLOUR[part];
                }
            }
        }
        try (Frame picture = new Frame()) {
            picture.allocateRgba(WIDTH, HEIGHT, pixels);
            Poster.save(picture, "png", png);
        }
    }

    private static int row(float sample) {
        double middle = (HEIGHT - 1) / 2.0;
        return (int) Math.round(middle - Math.clamp(sample, -1f, 1f) * middle);
    }
}
