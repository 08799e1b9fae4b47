package dev.rushes.local.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Makes the file of a take: tones in the rhythm of speech over a moving test picture. */
final class MakeTake {
    /** Frames a second. */
    static final int RATE = 30;

    private static final int SAMPLES = 48_000;
    private static final double VOICE = 0.25;
    private static final double NOISE = 0.0006;

    /** Long enough not to click, short enough not to move an edge. */
    private static final double RAMP = 0.004;

    private final Path ffmpeg;

    /**
     * Of the program that makes the files.
     *
     * @param ffmpeg with x264 and AAC
     */
    MakeTake(Path ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    void make(RehearsedTake take, long seed, Path file) throws IOException, InterruptedException {
        Path sound = file.resolveSibling(file.getFileName() + ".wav");
        Files.write(sound, wav(samples(take, seed)));
        Process process =
                new ProcessBuilder(
                                List.of(
                                        ffmpeg.toString(),
                                        "-nostdin",
                                        "-v",
                                        "error",
                                        "-y",
                                        "-f",
                                        "lavfi",
                                        "-i",
                                        picture(take),
                                        "-i",
                                        sound.toString(),
                                        "-map",
                                        "0:v",
                                        "-map",
                                        "1:a",
                                        "-c:v",
                                        "libx264",
                                        "-preset",
                                        "ultrafast",
                                        "-crf",
                                        "20",
                                        "-pix_fmt",
                                        "yuv420p",
                                        "-g",
                                        "30",
                                        "-c:a",
                                        "aac",
                                        "-b:a",
                                        "160k",
                                        "-t",
                                        String.valueOf(take.seconds()),
                                        file.toString()))
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream nothing = process.getOutputStream()) {
            nothing.flush();
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("a take could not be made: " + said);
        }
        Files.delete(sound);
    }

    private static String picture(RehearsedTake take) {
        String base =
                "testsrc=size=560x320:rate=%d:duration=%s,hue=h=%d"
                        .formatted(RATE, take.seconds(), take.hue());
        String flawed =
                switch (take.flaw()) {
                    case BLURRED -> ",crop=480:270,gblur=sigma=6";
                    case SHAKY ->
                            ",crop=480:270:'40+14*sin(n*1.9)+10*sin(n*0.83)':'25+11*sin(n*2.3)+8*sin(n*0.71)'";
                    case DARK ->
                            ",crop=480:270,lutyuv=y='16+(val-16)*0.06':u='128+(val-128)*0.06':v='128+(val-128)*0.06'";
                    case NONE, FLUBBED, CLIPPED, SILENT, CUT_OFF -> ",crop=480:270";
                };
        // A camera's noise: nothing that is filmed stands quite still.
        return base + flawed + ",noise=alls=4:allf=t,format=yuv420p";
    }

    /** A voice's harmonics at a pitch that moves, silence with a quiet room's noise between. */
    private static double[] samples(RehearsedTake take, long seed) {
        Random random = new Random(seed * 31 + take.scene() * 7L + take.number());
        double[] samples = new double[(int) Math.round(take.seconds() * SAMPLES)];
        for (int i = 0; i < take.phrases().size(); i++) {
            double start = take.phrases().get(i).start();
            double[] words = take.words().get(i);
            for (int word = 0; word + 1 < words.length; word += 2) {
                word(samples, start + words[word], start + words[word + 1], random);
            }
        }
        double gain = take.flaw() == Flaw.CLIPPED ? 14 : 1;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.clamp((samples[i] + NOISE * random.nextGaussian()) * gain, -1, 1);
        }
        return samples;
    }

    private static void word(double[] samples, double start, double end, Random random) {
        double pitch = 110 + 60 * random.nextDouble();
        double glide = 20 * (random.nextDouble() - 0.5);
        int from = (int) Math.round(start * SAMPLES);
        int to = Math.min(samples.length, (int) Math.round(end * SAMPLES));
        double phase = 0;
        for (int i = from; i < to; i++) {
            double at = (double) (i - from) / SAMPLES;
            double left = (double) (to - i) / SAMPLES;
            phase += 2 * Math.PI * (pitch + glide * at * 4) / SAMPLES;
            double value = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                value += Math.sin(phase * harmonic) / harmonic;
            }
            double envelope =
                    Math.min(1, Math.min(at, left) / RAMP)
                            * (0.75 + 0.25 * Math.sin(2 * Math.PI * 5 * at));
            samples[i] += VOICE * value * envelope / 1.8;
        }
    }

    private static byte[] wav(double[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length);
        wav.order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(SAMPLES).putInt(SAMPLES * 2);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (double sample : samples) {
            wav.putShort((short) Math.round(sample * Short.MAX_VALUE));
        }
        return wav.array();
    }
}
