package dev.rushes.render.sound;

import static dev.rushes.render.sound.Tape.level;
import static dev.rushes.render.sound.Tape.noise;
import static dev.rushes.render.sound.Tape.sine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.ffmpeg.Encoder;
import dev.rushes.render.ffmpeg.FFmpegProgram;
import dev.rushes.render.ffmpeg.Muxer;
import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.ffmpeg.StreamFormat;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Soundtrack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured here, FFmpeg's own ebur128 measures too. */
class LoudnessTest {
    private static final int SECOND = 48_000;

    @TempDir static Path programs = Path.of("");

    @TempDir Path folder = Path.of("");

    private static FFmpegProgram ffmpeg;

    @BeforeAll
    static void unpack() {
        ffmpeg = FFmpegProgram.unpack(programs);
    }

    /** As the program measures a file. */
    private record Heard(double integrated, double truePeak) {
        static Heard of(Path file) {
            String said =
                    said(
                            List.of(
                                    "-nostdin",
                                    "-hide_banner",
                                    "-i",
                                    file.toString(),
                                    "-af",
                                    "ebur128=peak=true",
                                    "-f",
                                    "null",
                                    "-"));
            String summary = said.substring(said.lastIndexOf("Summary:"));
            return new Heard(
                    number(summary, "I: +(\\S+) LUFS"), number(summary, "Peak: +(\\S+) dBFS"));
        }

        private static double number(String text, String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            assertThat(matcher.find()).as(text).isTrue();
            return Double.parseDouble(matcher.group(1));
        }
    }

    private static String said(List<String> arguments) {
        try {
            Process process = ffmpeg.command(arguments).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Codes a soundtrack into a file. */
    private MeasuredSound render(
            Tape tape, Soundtrack track, Supplier<Encoder> encoders, Path file) {
        try (Encoder like = encoders.get();
                StreamFormat format = like.format()) {
            MeasuredSound measured =
                    SoundTrack.render(
                            track,
                            tape.files(),
                            MediaLimits.DEFAULT,
                            folder,
                            encoders,
                            StretchStore.NONE,
                            () -> new FileSink(file, format),
                            () -> false);
            assertThat(folder.resolve("mix.pcm")).doesNotExist();
            return measured;
        }
    }

    private static final class FileSink implements PacketSink {
        private final Muxer muxer;

        FileSink(Path file, StreamFormat format) {
            this.muxer =
                    Muxer.create(
                            file,
                            file.toString().endsWith(".mp4") ? "mp4" : "matroska",
                            List.of(format),
                            Map.of(),
                            () -> false);
        }

        @Override
        public void write(Packet packet) {
            try (Packet copy = new Packet()) {
                byte[] bytes = new byte[packet.size()];
                packet.copyTo(bytes);
                copy.fill(
                        bytes,
                        bytes.length,
                        true,
                        packet.presentation(),
                        packet.presentation(),
                        packet.duration());
                muxer.write(copy, 0);
            }
        }

        @Override
        public void close() {
            muxer.finish();
            muxer.close();
        }
    }

    private static String plan(double seconds, String output) {
        return "{'scenes': [{'clips': [{'s3Key': 'a', 'trim': {'start': 0, 'end': "
                + seconds
                + "}}]}], 'output': {"
                + output
                + "}}";
    }

    private MeasuredSound render(Tape tape, double seconds, String output) {
        Soundtrack track = tape.compile(plan(seconds, output));
        return render(tape, track, () -> Encoder.aac(track.layout()), folder.resolve("out.mp4"));
    }

    @ParameterizedTest
    @EnumSource(SoundLayout.class)
    void theMeterAgreesWithFfmpeg(SoundLayout layout) {
        Tape.Signal[] channels = new Tape.Signal[layout.channels()];
        for (int channel = 0; channel < channels.length; channel++) {
            long seed = channel;
            double tone = 60 * Math.pow(3, channel);
            channels[channel] =
                    sample ->
                            (sample / SECOND % 3 == 0 ? 0.05 : 0.5)
                                    * (noise(seed, 0.5).at(sample) + sine(tone, 0.6).at(sample));
        }
        Tape tape = new Tape(folder).add("a", 12, channels);
        LoudnessMeter meter = new LoudnessMeter(layout);
        float[][] mix = tape.mix(plan(12, "'audio': {'layout': '" + layout.wireName() + "'}"));
        float[][] block = new float[channels.length][480];
        for (int at = 0; at < 12 * SECOND; at += 480) {
            for (int channel = 0; channel < channels.length; channel++) {
                System.arraycopy(mix[channel], at, block[channel], 0, 480);
            }
            meter.add(block, 0, 480);
        }
        Heard heard = Heard.of(folder.resolve("a.wav"));
        assertThat(meter.integrated()).isCloseTo(heard.integrated(), within(0.1));
        assertThat(meter.truePeak()).isCloseTo(heard.truePeak(), within(0.2));
    }

    @Test
    void aQuarterOfTheRateIsHigherBetweenItsSamples() {
        // EBU Tech 3341, case 15: a sine of a quarter of the rate at 45 degrees has its samples at
        // 0.7071 of its peak.
        LoudnessMeter meter = new LoudnessMeter(SoundLayout.MONO);
        float[][] block = new float[1][480];
        for (int i = 0; i < 480; i++) {
            block[0][i] = (float) (0.5 * Math.sin(Math.PI / 2 * i + Math.PI / 4));
        }
        for (int i = 0; i < 10; i++) {
            meter.add(block, 0, 480);
        }
        assertThat(meter.truePeak()).isCloseTo(-6.0, within(0.2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.6})
    void anyMixComesToItsLoudness(double level) {
        Tape tape = new Tape(folder).add("a", 8, noise(1, level), noise(2, level));
        MeasuredSound measured = render(tape, 8, "'loudness': true");
        Heard heard = Heard.of(folder.resolve("out.mp4"));
        assertThat(heard.integrated()).isCloseTo(-16, within(0.3));
        assertThat(heard.truePeak()).isLessThanOrEqualTo(-1.5);
        assertThat(measured.integrated()).isCloseTo(heard.integrated(), within(0.1));
        assertThat(measured.truePeak()).isCloseTo(heard.truePeak(), within(0.3));
        assertThat(measured.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-23, -3, stereo", "-14, -1, stereo", "-20, -1, mono", "-18, -2, 5.1"})
    void thePlanMaySayOtherNumbers(double target, double truePeak, String layout) {
        Tape tape = new Tape(folder).add("a", 6, noise(1, 0.2), noise(2, 0.1));
        render(
                tape,
                6,
                "'loudness': {'target': %s, 'truePeak': %s}, 'audio': {'layout': '%s'}"
                        .formatted(target, truePeak, layout));
        Heard heard = Heard.of(folder.resolve("out.mp4"));
        assertThat(heard.integrated()).isCloseTo(target, within(0.3));
        assertThat(heard.truePeak()).isLessThanOrEqualTo(truePeak);
    }

    @Test
    void peaksAreLimitedAndTheLoudnessIsMadeUpFor() {
        // Quiet noise with a peak at full scale twice a second.
        Tape.Signal signal =
                sample ->
                        noise(1, 0.12).at(sample)
                                + (sample % (SECOND / 2) < 200 ? sine(1200, 0.8).at(sample) : 0);
        Tape tape = new Tape(folder).add("a", 10, signal, signal);
        MeasuredSound measured = render(tape, 10, "'loudness': true");
        Heard heard = Heard.of(folder.resolve("out.mp4"));
        assertThat(heard.integrated()).isCloseTo(-16, within(0.5));
        assertThat(heard.truePeak()).isLessThanOrEqualTo(-1.5);
        assertThat(measured.gain()).isPositive();
        assertThat(measured.notes()).isEmpty();
    }

    @Test
    void thePeakWinsOverTheLoudness() {
        Tape tape =
                new Tape(folder)
                        .add(
                                "a",
                                6,
                                sample ->
                                        sample % 40_000 < 20
                                                ? sine(2400, 1).at(sample)
                                                : noise(1, 0.002).at(sample));
        MeasuredSound measured = render(tape, 6, "'loudness': true");
        Heard heard = Heard.of(folder.resolve("out.mp4"));
        assertThat(heard.truePeak()).isLessThanOrEqualTo(-1.5);
        assertThat(heard.integrated()).isLessThan(-16.5);
        assertThat(measured.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .matches(
                                        "the loudness is -\\d+\\.\\d instead of -16\\.0 LUFS: a true peak of at most -1\\.5 dBTP allows no more"));
    }

    @Test
    void silenceAndSnippetsKeepTheirLevel() {
        Tape silent = new Tape(folder).add("a", 2, noise(1, 0.0002));
        MeasuredSound measured = render(silent, 2, "'loudness': true");
        assertThat(measured.gain()).isZero();
        assertThat(measured.notes())
                .containsExactly("the sound is silence (below -70 LUFS): its level was left");
        Tape brief = new Tape(folder).add("a", 2, sine(997, 0.1));
        assertThat(render(brief, 0.3, "'loudness': true").notes())
                .containsExactly(
                        "the sound is shorter than 0.4 s, too short for a loudness: its level was left");
        Tape nothing = new Tape(folder).add("a", 2, sample -> 0);
        assertThat(render(nothing, 2, "'loudness': true").integrated())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void withoutAWishTheLevelStaysAndIsMeasured() {
        Tape tape = new Tape(folder).add("a", 4, sine(997, 0.1), sine(997, 0.1));
        MeasuredSound measured = render(tape, 4, "");
        assertThat(measured.integrated()).isCloseTo(-20, within(0.2));
        assertThat(measured.gain()).isZero();
    }

    @ParameterizedTest
    @EnumSource(SoundLayout.class)
    void theSameMixMayBecomeOpus(SoundLayout layout) {
        Tape tape = new Tape(folder).add("a", 6, noise(1, 0.1));
        Soundtrack track =
                tape.compile(
                        plan(
                                6,
                                "'loudness': true, 'audio': {'layout': '%s'}"
                                        .formatted(layout.wireName())));
        Path file = folder.resolve("out.mkv");
        MeasuredSound measured = render(tape, track, () -> Encoder.opus(layout), file);
        Heard heard = Heard.of(file);
        assertThat(heard.integrated()).isCloseTo(-16, within(0.3));
        assertThat(heard.truePeak()).isLessThanOrEqualTo(-1.5);
        assertThat(measured.integrated()).isCloseTo(heard.integrated(), within(0.1));
    }

    @Test
    void theLimiterTouchesOnlyWhatIsTooHigh() {
        Tape tape =
                new Tape(folder)
                        .add(
                                "a",
                                3,
                                sample -> sine(300, sample / SECOND == 1 ? 0.9 : 0.3).at(sample));
        float[][] plain = tape.mix(plan(3, ""));
        Soundtrack track = tape.compile(plan(3, ""));
        try (Limiter limiter =
                new Limiter(
                        new Mix(track, tape.files(), MediaLimits.DEFAULT, () -> false),
                        0.5,
                        true)) {
            float[][] limited = Tape.read(limiter, 3 * SECOND);
            for (int i = 0; i < SECOND - 960; i++) {
                assertThat(limited[0][i]).isEqualTo(plain[0][i]);
            }
            for (float sample : limited[0]) {
                assertThat(Math.abs(sample)).isLessThanOrEqualTo(0.5f);
            }
            assertThat(level(limited[0], SECOND * 5 / 4, SECOND * 7 / 4))
                    .isCloseTo(-9.1, within(0.3));
            assertThat(level(limited[0], 2 * SECOND + 40_000, 3 * SECOND - 480))
                    .isCloseTo(
                            level(plain[0], 2 * SECOND + 40_000, 3 * SECOND - 480), within(0.01));
            assertThat(Tape.step(limited[0], 0, limited[0].length))
                    .isLessThanOrEqualTo(Tape.step(plain[0], 0, plain[0].length));
        }
        assertThat(Files.exists(folder.resolve("mix.pcm"))).isFalse();
    }

    @Test
    void whatIsMixedTooLoudIsLimitedAndNeverClips() {
        Tape tape = new Tape(folder).add("a", 3, sine(997, 0.5), sine(997, 0.5));
        Soundtrack track =
                tape.compile(plan(3, "").replace("'s3Key': 'a'", "'s3Key': 'a', 'volume': 4"));
        try (Limiter limiter =
                new Limiter(
                        new Mix(track, tape.files(), MediaLimits.DEFAULT, () -> false), 1, false)) {
            float[][] limited = Tape.read(limiter, 3 * SECOND);
            double loudest = 0;
            for (float sample : limited[0]) {
                loudest = Math.max(loudest, Math.abs(sample));
            }
            assertThat(loudest).isLessThanOrEqualTo(1);
            // A sine, not a square: its third harmonic is not there.
            assertThat(level(limited[0], SECOND, 2 * SECOND, 997)).isCloseTo(-3.01, within(0.1));
            assertThat(level(limited[0], SECOND, 2 * SECOND, 2991)).isLessThan(-60);
        }
    }
}
