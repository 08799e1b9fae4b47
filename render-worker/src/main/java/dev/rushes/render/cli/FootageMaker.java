package dev.rushes.render.cli;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Muxer;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.StreamFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a take: a moving test picture that shows its time and frame number, and a tone that beeps once a second.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param rate frames a second
 * @param seconds length
 * @param tone Hz; 0 for no sound
 * @param hue degrees by which colours are turned, to tell takes apart
 * @param grain strength of moving noise from 0 to 100; a real camera's is about 5
 * @param codec FFmpeg's name of the picture's encoder
 * @param keyframesEvery frames from one keyframe to the next
 */
record FootageMaker(
        int width,
        int height,
        Rational rate,
        Rational seconds,
        int tone,
        int hue,
        int grain,
        String codec,
        int keyframesEvery) {
    private static final int SAMPLE_RATE = 48_000;

    /** Writes the take; the container follows the file's name. */
    void make(Path file) {
        String picture =
                "testsrc2=size=%dx%d:rate=%s:duration=%s,hue=h=%d,noise=alls=%d:allf=t,format=yuv420p,buffersink@out"
                        .formatted(
                                width,
                                height,
                                rate,
                                seconds.toDecimal().toPlainString(),
                                hue,
                                grain);
        String sound =
                "sine=frequency=%d:beep_factor=4:sample_rate=%d:duration=%s,aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=1024:p=0,abuffersink@out"
                        .formatted(
                                Math.max(1, tone),
                                SAMPLE_RATE,
                                seconds.toDecimal().toPlainString());
        try (FilterGraph pictures = FilterGraph.video(picture);
                FilterGraph sounds = FilterGraph.audio(sound);
                Frame first = new Frame()) {
            if (!pictures.pull(first)) {
                throw new IllegalArgumentException("a take must last a frame at least");
            }
            try (Encoder pictureEncoder = pictureEncoder(first);
                    Encoder soundEncoder = Encoder.aac(SoundLayout.STEREO);
                    StreamFormat pictureFormat = pictureEncoder.format();
                    StreamFormat soundFormat = soundEncoder.format()) {
                List<StreamFormat> formats = new ArrayList<>(List.of(pictureFormat));
                if (tone > 0) {
                    formats.add(soundFormat);
                }
                try (Muxer muxer =
                        Muxer.create(file, container(file), formats, Map.of(), () -> false)) {
                    Stream picturesOut =
                            new Stream(
                                    pictures,
                                    pictureEncoder,
                                    muxer,
                                    0,
                                    Rational.ONE.dividedBy(rate));
                    Stream soundOut =
                            new Stream(sounds, soundEncoder, muxer, 1, Rational.of(1, SAMPLE_RATE));
                    picturesOut.send(first);
                    boolean morePictures = true;
                    boolean moreSound = tone > 0;
                    while (morePictures || moreSound) {
                        if (morePictures
                                && (!moreSound
                                        || picturesOut.time().compareTo(soundOut.time()) <= 0)) {
                            morePictures = picturesOut.next();
                        } else {
                            moreSound = soundOut.next();
                        }
                    }
                    muxer.finish();
                    picturesOut.close();
                    soundOut.close();
                }
            }
        }
    }

    private Encoder pictureEncoder(Frame like) {
        Map<String, String> options =
                codec.equals("libx264")
                        ? Map.of(
                                "preset",
                                "veryfast",
                                "crf",
                                "23",
                                "g",
                                Integer.toString(keyframesEvery))
                        : Map.of("g", Integer.toString(keyframesEvery));
        return Encoder.picture(codec, like, Rational.ONE.dividedBy(rate), rate, options);
    }

    private static String container(Path file) {
        String name = String.valueOf(file.getFileName());
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "mkv" -> "matroska";
            case "mov" -> "mov";
            default -> "mp4";
        };
    }

    /** One of the two streams on its way from graph to file. */
    private static final class Stream implements AutoCloseable {
        private final FilterGraph graph;
        private final Encoder encoder;
        private final Muxer muxer;
        private final int index;
        private final Rational tick;
        private final Frame frame = new Frame();
        private final Packet packet = new Packet();
        private long sent;

        Stream(FilterGraph graph, Encoder encoder, Muxer muxer, int index, Rational tick) {
            this.graph = graph;
            this.encoder = encoder;
            this.muxer = muxer;
            this.index = index;
            this.tick = tick;
        }

        Rational time() {
            return tick.times(sent);
        }

        /** Sends one frame on; false when that was the end. */
        boolean next() {
            if (graph.pull(frame)) {
                send(frame);
                return true;
            }
            encoder.send(null);
            drain();
            return false;
        }

        void send(Frame next) {
            next.timestamp(sent);
            sent += Math.max(1, next.samples());
            encoder.send(next);
            drain();
        }

        private void drain() {
            while (encoder.receive(packet)) {
                muxer.write(packet, index);
            }
        }

        @Override
        public void close() {
            frame.close();
            packet.close();
        }
    }
}
