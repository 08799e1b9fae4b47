package dev.rushes.render.sound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.SourceCatalog;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Soundtrack;
import dev.rushes.render.timeline.TimelineCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes of sound alone, and plans mixed from them. */
final class Tape {
    /** What a channel sounds like at each sample. */
    interface Signal {
        double at(int sample);
    }

    private final Path folder;
    private final Map<String, Path> files = new HashMap<>();
    private final Map<String, MediaInfo> infos = new HashMap<>();

    Tape(Path folder) {
        this.folder = folder;
    }

    static Signal sine(double hertz, double level) {
        return sample -> level * Math.sin(2 * Math.PI * hertz * sample / 48_000);
    }

    /** White noise that is the same each time. */
    static Signal noise(long seed, double level) {
        return sample -> {
            long x = (sample + 1) * 0x9E3779B97F4A7C15L + seed * 0xD1B54A32D192ED03L;
            x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
            x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
            return level * ((x ^ x >>> 31) >> 11) / (double) (1L << 52);
        };
    }

    Map<String, Path> files() {
        return files;
    }

    /** A take at 48 kHz. */
    Tape add(String key, double seconds, Signal... channels) {
        return add(key, 48_000, seconds, mask(channels.length), channels);
    }

    private static int mask(int channels) {
        return switch (channels) {
            case 1 -> 0x4;
            case 2 -> 0x3;
            case 6 -> 0x3f;
            case 8 -> 0x63f;
            default -> 0;
        };
    }

    /**
     * A take of 32-bit floats.
     *
     * @param mask of channels as WAVEFORMATEXTENSIBLE has it; 0 for channels that are only numbered
     */
    Tape add(String key, int rate, double seconds, int mask, Signal... channels) {
        int samples = (int) Math.round(seconds * rate);
        int bytes = samples * channels.length * 4;
        ByteBuffer file = ByteBuffer.allocate(68 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(60 + bytes);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(40);
        file.putShort((short) 0xFFFE).putShort((short) channels.length).putInt(rate);
        file.putInt(rate * channels.length * 4).putShort((short) (channels.length * 4));
        file.putShort((short) 32).putShort((short) 22).putShort((short) 32).putInt(mask);
        file.putInt(3).putInt(0x00100000).putInt(0xAA000080).putInt(0x719B3800);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        for (int i = 0; i < samples; i++) {
            for (Signal channel : channels) {
                file.putFloat((float) channel.at(i));
            }
        }
        try {
            return add(key, Files.write(folder.resolve(key + ".wav"), file.array()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Tape add(String key, Path file) {
        files.put(key, file);
        infos.put(key, MediaProbe.probe(file));
        return this;
    }

    /** A plan with single quotes for double ones. */
    Soundtrack compile(String plan) {
        SourceCatalog catalog =
                new SourceCatalog() {
                    @Override
                    public Optional<Source> source(String key) {
                        return Optional.ofNullable(infos.get(key))
                                .map(info -> new Source(info.duration(), null));
                    }

                    @Override
                    public boolean hasScene(UUID sceneId) {
                        return true;
                    }
                };
        PlanCheck check;
        try {
            check =
                    PlanCheck.of(
                            new ObjectMapper().readTree(plan.replace('\'', '"')),
                            catalog,
                            PlanLimits.DEFAULT);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        if (check.programme() == null) {
            throw new IllegalArgumentException(check.errors().toString());
        }
        return TimelineCompiler.compile(check.programme(), check.structure().output(), infos)
                .sound();
    }

    /** All channels of the mix, uncoded. */
    float[][] mix(String plan) {
        return mix(compile(plan));
    }

    float[][] mix(Soundtrack track) {
        try (Mix mix = new Mix(track, files, MediaLimits.DEFAULT, () -> false)) {
            return read(mix, (int) track.samples());
        }
    }

    /** Reads in blocks of an odd size, as an encoder might. */
    static float[][] read(SoundStream stream, int samples) {
        float[][] all = new float[stream.channels()][samples];
        float[][] block = new float[stream.channels()][1021];
        for (int at = 0; at < samples; at += 1021) {
            int count = Math.min(1021, samples - at);
            stream.read(block, count);
            for (int channel = 0; channel < all.length; channel++) {
                System.arraycopy(block[channel], 0, all[channel], at, count);
            }
        }
        return all;
    }

    /** Root of the mean square in dBFS. */
    static double level(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return 10 * Math.log10(sum / (to - from));
    }

    /** The level of one frequency in dBFS, by a Hann window; a full-scale sine has -3.01. */
    static double level(float[] samples, int from, int to, double hertz) {
        double real = 0;
        double imaginary = 0;
        double weights = 0;
        for (int i = from; i < to; i++) {
            double weight = 1 - Math.cos(2 * Math.PI * (i - from) / (to - from));
            double angle = 2 * Math.PI * hertz * i / 48_000;
            real += weight * samples[i] * Math.cos(angle);
            imaginary += weight * samples[i] * Math.sin(angle);
            weights += weight;
        }
        return 10 * Math.log10(2 * (real * real + imaginary * imaginary) / (weights * weights));
    }

    /** The largest step from one sample to the next. */
    static double step(float[] samples, int from, int to) {
        double most = 0;
        for (int i = Math.max(1, from); i < to; i++) {
            most = Math.max(most, Math.abs(samples[i] - samples[i - 1]));
        }
        return most;
    }
}
