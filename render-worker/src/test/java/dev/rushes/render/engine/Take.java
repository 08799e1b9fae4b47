package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Muxer;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.StreamFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Makes takes whose frames carry their number: sixteen black or white blocks along the top, the lowest bit first.
 * Sound, where there is one, clicks when every tenth frame begins.
 */
final class Take {
    static final int BLOCKS = 16;
    static final int CLICK_EVERY = 10;

    private static final int SAMPLE_RATE = 48_000;

    /** 4 ms of noise is a click. */
    private static final int CLICK_SAMPLES = SAMPLE_RATE / 250;

    int width = 320;
    int height = 180;
    Rational rate = Rational.of(25);
    Rational timeBase = Rational.of(1, 25);
    LongFunction<Long> ticks = frame -> frame;
    int frames = 100;
    int gop = 48;
    boolean pictures = true;
    boolean sound;
    int soundRate = SAMPLE_RATE;
    int soundChannels = 2;
    Rational soundStart = Rational.ZERO;
    int ground = 100;
    boolean numbered = true;

    /** A white mark of an eighth of the width in the upper left corner. */
    boolean cornerMark;

    boolean fullRange;
    String matrix = "bt709";
    int blue = 128;
    int red = 128;

    /** A constant rate in ticks of one frame. */
    static Take at(Rational rate) {
        Take take = new Take();
        take.rate = rate;
        take.timeBase = Rational.ONE.dividedBy(rate);
        return take;
    }

    /** Seconds at which a frame is presented on the file's clock. */
    Rational time(long frame) {
        return timeBase.times(ticks.apply(frame));
    }

    Path write(Path file) {
        return write(file, picture -> {});
    }

    Path write(Path file, Consumer<StreamFormat> change) {
        try (Frame picture = new Frame();
                Packet packet = new Packet()) {
            paint(picture, 0);
            try (Encoder encoder =
                            Encoder.picture(
                                    "libx264",
                                    picture,
                                    timeBase,
                                    rate,
                                    Map.of(
                                            "preset", "veryfast",
                                            "crf", "12",
                                            "g", Integer.toString(gop),
                                            "x264-params", "scenecut=0"));
                    Encoder soundEncoder = Encoder.sound("aac", soundRate, soundChannels);
                    StreamFormat format = encoder.format();
                    StreamFormat soundFormat = soundEncoder.format()) {
                change.accept(format);
                List<StreamFormat> formats = new ArrayList<>();
                if (pictures) {
                    formats.add(format);
                }
                if (sound) {
                    formats.add(soundFormat);
                }
                try (Muxer muxer =
                        Muxer.create(file, container(file), formats, Map.of(), () -> false)) {
                    for (int i = 0; pictures && i < frames; i++) {
                        paint(picture, i);
                        picture.timestamp(ticks.apply(i));
                        picture.duration(
                                i + 1 < frames ? ticks.apply(i + 1) - ticks.apply(i) : lastStep());
                        encoder.send(picture);
                        while (encoder.receive(packet)) {
                            muxer.write(packet, 0);
                        }
                    }
                    if (pictures) {
                        encoder.send(null);
                    }
                    while (pictures && encoder.receive(packet)) {
                        muxer.write(packet, 0);
                    }
                    if (sound) {
                        writeSound(soundEncoder, muxer, packet);
                    }
                    muxer.finish();
                }
            }
        }
        return file;
    }

    private long lastStep() {
        return Rational.ONE.dividedBy(rate).dividedBy(timeBase).roundHalfUp();
    }

    private static String container(Path file) {
        String name = file.toString();
        return name.endsWith(".mkv") ? "matroska" : name.substring(name.lastIndexOf('.') + 1);
    }

    private void writeSound(Encoder encoder, Muxer muxer, Packet packet) {
        long first = soundStart.times(soundRate).roundHalfUp();
        long end = time(frames - 1L).times(soundRate).roundHalfUp() + lastSamples();
        float[] samples = samples(end - first, first);
        int size = encoder.frameSize();
        try (Frame block = new Frame()) {
            for (int at = 0; at < samples.length; at += size) {
                int count = Math.min(size, samples.length - at);
                block.allocateSound(soundRate, count, soundChannels);
                float[] part = Arrays.copyOfRange(samples, at, at + count);
                for (int channel = 0; channel < soundChannels; channel++) {
                    block.writeSamples(channel, part, 0, count);
                }
                block.timestamp(first + at);
                encoder.send(block);
                while (encoder.receive(packet)) {
                    muxer.write(packet, pictures ? 1 : 0);
                }
            }
            encoder.send(null);
            while (encoder.receive(packet)) {
                muxer.write(packet, pictures ? 1 : 0);
            }
        }
    }

    private long lastSamples() {
        return Rational.of(soundRate).dividedBy(rate).roundHalfUp();
    }

    private float[] samples(long count, long first) {
        float[] samples = new float[Math.toIntExact(count)];
        for (int frame = 0; frame < frames; frame += CLICK_EVERY) {
            long at = time(frame).times(soundRate).roundHalfUp() - first;
            for (int i = 0; i < CLICK_SAMPLES && at + i < count; i++) {
                if (at + i >= 0) {
                    samples[Math.toIntExact(at + i)] = i / 8 % 2 == 0 ? 0.8f : -0.8f;
                }
            }
        }
        return samples;
    }

    private void paint(Frame picture, int number) {
        picture.allocatePicture(width, height, ground, blue, red);
        picture.tag(fullRange, matrix);
        if (cornerMark) {
            for (int y = 0; y < 40; y++) {
                for (int x = 0; x < 40; x++) {
                    picture.paint(0, x, y, 235);
                }
            }
        }
        if (!numbered) {
            return;
        }
        int block = width / BLOCKS;
        for (int bit = 0; bit < BLOCKS; bit++) {
            int luma = (number >> bit & 1) == 1 ? 235 : 16;
            for (int y = 0; y < height / 4; y++) {
                for (int x = bit * block; x < (bit + 1) * block; x++) {
                    picture.paint(0, x, y, luma);
                }
            }
        }
    }
}
