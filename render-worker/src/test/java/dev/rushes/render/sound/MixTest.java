package dev.rushes.render.sound;

import static dev.rushes.render.sound.Tape.level;
import static dev.rushes.render.sound.Tape.noise;
import static dev.rushes.render.sound.Tape.sine;
import static dev.rushes.render.sound.Tape.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.timeline.Soundtrack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {
    private static final int SECOND = 48_000;

    @TempDir Path folder = Path.of("");

    private Tape tape() {
        return new Tape(folder);
    }

    private static String plan(String clips, String layers, String rest) {
        return "{'scenes': [{'clips': [" + clips + "], 'layers': {" + layers + "}}]" + rest + "}";
    }

    private static String clip(String key, double start, double end, String more) {
        return "{'s3Key': '"
                + key
                + "', 'trim': {'start': "
                + start
                + ", 'end': "
                + end
                + "}"
                + more
                + "}";
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0.5, -6.02", "0.1, -20", "2, 6.02", "4, 12.04"})
    void volumeIsAFactorOnSamples(String volume, double decibels) {
        float[][] mix =
                tape().add("a", 2, sine(997, 0.2), sine(440, 0.1))
                        .mix(plan(clip("a", 0, 1, ", 'volume': " + volume), "", ""));
        assertThat(mix[0]).hasSize(SECOND);
        assertThat(level(mix[0], 4800, 43_200)).isCloseTo(-16.99 + decibels, within(0.02));
        assertThat(level(mix[1], 4800, 43_200)).isCloseTo(-23.01 + decibels, within(0.02));
    }

    @Test
    void withoutVolumeThereIsSilence() {
        float[][] mix =
                tape().add("a", 1, sine(997, 0.2))
                        .mix(plan(clip("a", 0, 1, ", 'volume': 0"), "", ""));
        assertThat(mix[0]).hasSize(SECOND).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"48000", "44100", "96000", "8000"})
    void trimsAreSampleAccurate(int rate) {
        // A wide bump every quarter of a second, at source times 0.125, 0.375 and so on.
        Tape tape =
                tape().add(
                                "a",
                                rate,
                                3,
                                0x4,
                                sample -> {
                                    double seconds = (double) sample / rate % 0.25 - 0.125;
                                    return 0.5 * Math.exp(-seconds * seconds * 4e5);
                                });
        float[][] mix =
                tape.mix(plan(clip("a", 1, 1.5, "") + "," + clip("a", 0.5, 1.5, ""), "", ""));
        for (int bump = 0; bump < 6; bump++) {
            int expected = 6000 + 12_000 * bump;
            int found =
                    IntStream.range(expected - 3000, expected + 3000)
                            .boxed()
                            .max((a, b) -> Float.compare(mix[0][a], mix[0][b]))
                            .orElseThrow();
            assertThat(found).isCloseTo(expected, within(1));
            assertThat(mix[0][found]).isCloseTo(0.5f, within(0.005f));
        }
    }

    @Test
    void nothingPopsAtCuts() {
        Tape tape = tape().add("a", 5, sine(250, 0.8), sine(333, 0.8));
        StringBuilder clips = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            clips.append(i == 0 ? "" : ",")
                    .append(clip("a", 0.4 * i + 0.1037, 0.4 * i + 0.4119, ""));
        }
        float[][] mix = tape.mix(plan(clips.toString(), "", ""));
        // A sine of 250 Hz goes 0.0262 from sample to sample, one of 333 Hz 0.0349, a fade of 240
        // samples 0.0034 more; a cut in the middle would go up to 1.6.
        assertThat(step(mix[0], 0, mix[0].length)).isLessThan(0.031);
        assertThat(step(mix[1], 0, mix[1].length)).isLessThan(0.040);
        assertThat(Math.abs(mix[0][0])).isZero();
        assertThat(Math.abs(mix[0][mix[0].length - 1])).isLessThan(0.01f);
        // 5 ms beside a cut all is there again.
        assertThat(level(mix[0], 300, 300 + 8 * 192)).isCloseTo(-4.95, within(0.1));
    }

    @Test
    void aCutThatIsNoneLeavesNoTrace() {
        Tape tape = tape().add("a", 3, sine(250, 0.5));
        float[][] whole = tape.mix(plan(clip("a", 0, 2, ""), "", ""));
        float[][] halves = tape.mix(plan(clip("a", 0, 1, "") + "," + clip("a", 1, 2, ""), "", ""));
        assertThat(Arrays.equals(whole[0], halves[0])).isTrue();
    }

    @Test
    void differentSoundsCrossAtEqualPower() {
        Tape tape = tape().add("a", 3, sine(500, 0.4)).add("b", 3, sine(1500, 0.4));
        float[][] mix =
                tape.mix(
                        plan(
                                clip("a", 0, 2, "")
                                        + ","
                                        + clip(
                                                "b",
                                                0,
                                                2,
                                                ", 'transition': {'type': 'dissolve', 'duration': 1}"),
                                "",
                                ""));
        assertThat(mix[0]).hasSize(3 * SECOND);
        for (int at = SECOND; at < 2 * SECOND; at += 4800) {
            assertThat(level(mix[0], at, at + 4800)).isCloseTo(-10.97, within(0.1));
        }
        int middle = SECOND * 3 / 2;
        assertThat(level(mix[0], middle - 480, middle + 480, 500)).isCloseTo(-13.98, within(0.1));
        assertThat(level(mix[0], middle - 480, middle + 480, 1500)).isCloseTo(-13.98, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"2", "0.5", "0.25", "4", "0.75", "1.1", "3.3"})
    void speedKeepsPitchLevelAndTime(double speed) {
        Tape tape =
                tape().add(
                                "a",
                                24,
                                // A tone with a gap of 50 ms at the end of every second.
                                sample -> sample % SECOND < 45_600 ? sine(700, 0.3).at(sample) : 0);
        float[][] mix = tape.mix(plan(clip("a", 2, 22, ", 'speed': " + speed), "", ""));
        assertThat(mix[0]).hasSize((int) Math.round(20 / speed * 30) * 1600);
        int from = (int) (SECOND / speed * 0.3);
        int to = from + (int) (SECOND / speed * 0.4);
        double best = 0;
        double loudest = -200;
        for (double hertz = 300; hertz < 1500; hertz += 2) {
            double here = level(mix[0], from, to, hertz);
            if (here > loudest) {
                loudest = here;
                best = hertz;
            }
        }
        assertThat(best).isCloseTo(700, within(speed > 2 ? 20.0 : 5.0));
        assertThat(level(mix[0], from, to)).isCloseTo(-13.47, within(0.5));
        // No drift: the last gap is as near to its place as the first. The overlapped pieces of
        // which
        // slow sound is made may lie up to 12 ms of the source off their place.
        int tolerance = (int) Math.max(1000, 600 / speed);
        for (int gap = 0; gap < 20; gap++) {
            int middle = (int) ((gap + 0.975) / speed * SECOND);
            assertThat(quietest(mix[0], middle, (int) (SECOND * 0.05 / speed)))
                    .as("gap " + gap)
                    .isCloseTo(middle, within(tolerance));
        }
    }

    /** The middle of the quietest stretch of a length around there. */
    private static int quietest(float[] samples, int around, int length) {
        int best = 0;
        double least = Double.MAX_VALUE;
        int half = Math.max(120, length / 2);
        for (int at = Math.max(half, around - 9000);
                at < Math.min(samples.length - half, around + 9000);
                at += 48) {
            double power = 0;
            for (int i = at - half; i < at + half; i++) {
                power += samples[i] * samples[i];
            }
            if (power < least) {
                least = power;
                best = at;
            }
        }
        return best;
    }

    @Test
    void musicBeginsAgainAndEndsWithTheProgramme() {
        Tape tape = tape().add("a", 9, sample -> 0).add("m", 2, sine(400, 0.3), noise(3, 0.3));
        float[][] mix =
                tape.mix(plan(clip("a", 0, 9, ""), "", ", 'music': {'s3Key': 'm', 'volume': 0.5}"));
        // Turns are 1.9 s apart. The noise is as loud in the crossing as elsewhere.
        for (int at = 480; at < 7.9 * SECOND; at += 2400) {
            assertThat(level(mix[1], at, at + 2400)).isCloseTo(-21.25, within(0.6));
        }
        assertThat(mix[1][91_200 + 10_000]).isEqualTo(mix[1][10_000]);
        assertThat(mix[1][3 * 91_200 + 10_000]).isEqualTo(mix[1][10_000]);
        assertThat(level(mix[0], (int) (8.4 * SECOND), (int) (8.6 * SECOND)))
                .isCloseTo(-19.49 - 6.02, within(0.2));
        assertThat(Math.abs(mix[0][mix[0].length - 1])).isLessThan(0.0001f);
    }

    @Test
    void aSceneHasItsOwnSoundsInTheirPlace() {
        Tape tape =
                tape().add("a", 9, sample -> 0)
                        .add("v", 4, sample -> sample < 2 * SECOND ? 0 : sine(600, 0.4).at(sample));
        float[][] mix =
                tape.mix(
                        "{'scenes': [{'clips': ["
                                + clip("a", 0, 2, "")
                                + "]}, {'clips': ["
                                + clip("a", 0, 3, "")
                                + "], 'layers': {'audio': {'s3Key': 'v', 'start': 0.5, 'end': 1.5, 'trim': {'start': 2}, 'fadeOut': 0.5}}},"
                                + " {'clips': ["
                                + clip("a", 0, 2, "")
                                + "], 'layers': {'audio': [{'s3Key': 'v', 'start': 1.5}, {'s3Key': 'v', 'start': 1, 'trim': {'start': 3}}]}}]}");
        int start = (int) (2.5 * SECOND);
        assertThat(level(mix[0], start, start + SECOND / 2)).isCloseTo(-10.97, within(0.1));
        assertThat(level(mix[0], start + 33_600, start + 38_400)).isCloseTo(-16.99, within(0.2));
        for (int i = 0; i < start; i++) {
            assertThat(mix[0][i]).isZero();
        }
        for (int i = start + SECOND; i < 6 * SECOND; i++) {
            assertThat(mix[0][i]).isZero();
        }
        // The last scene ends, and with it what would go on.
        assertThat(mix[0]).hasSize(7 * SECOND);
        assertThat(level(mix[0], 6 * SECOND + 240, 7 * SECOND - 240))
                .isCloseTo(-10.97, within(0.1));
    }

    @Test
    void musicMakesWayForSpeechInTime() {
        Tape tape =
                tape().add("a", 8, burst(3, 5))
                        .add("m", 8, sine(300, 0.25))
                        .add("e", 8, sine(5000, 0.25));
        float[][] mix =
                tape.mix(
                        plan(
                                clip("a", 0, 8, ""),
                                "'audio': {'s3Key': 'e'}",
                                ", 'music': {'s3Key': 'm', 'duck': true}"));
        assertDucked(mix[0], 12);
        // An effect that does not duck stays.
        assertThat(level(mix[0], 4 * SECOND, 5 * SECOND, 5000)).isCloseTo(-15.05, within(0.1));
    }

    @Test
    void voiceOversLowerWhatDucksByWhatItSays() {
        Tape tape =
                tape().add("a", 8, sample -> 0)
                        .add("v", 8, burst(3, 5))
                        .add("m", 8, sine(300, 0.25));
        float[][] mix =
                tape.mix(
                        plan(
                                clip("a", 0, 8, ""),
                                "'audio': [{'type': 'voice_over', 's3Key': 'v'}, {'type': 'music', 's3Key': 'm', 'duck': {'reduction': 20}}]",
                                ""));
        assertDucked(mix[0], 20);
    }

    private static Tape.Signal burst(double from, double to) {
        return sample ->
                sample >= from * SECOND && sample < to * SECOND ? sine(1000, 0.2).at(sample) : 0;
    }

    /** Music of 300 Hz under speech from 3 s to 5 s. */
    private static void assertDucked(float[] mix, double reduction) {
        double full = -15.05;
        assertThat(level(mix, SECOND, (int) (2.8 * SECOND), 300)).isCloseTo(full, within(0.05));
        assertThat(level(mix, (int) (3.0 * SECOND), (int) (3.1 * SECOND), 300))
                .isCloseTo(full - reduction, within(0.3));
        assertThat(level(mix, (int) (3.2 * SECOND), (int) (5.3 * SECOND), 300))
                .isCloseTo(full - reduction, within(0.1));
        // Halfway up half a release after the hold.
        assertThat(level(mix, (int) (5.65 * SECOND), (int) (5.85 * SECOND), 300))
                .isCloseTo(full - reduction / 2, within(reduction / 6));
        assertThat(level(mix, (int) (6.2 * SECOND), (int) (6.8 * SECOND), 300))
                .isCloseTo(full, within(0.05));
        assertThat(step(mix, 0, mix.length)).isLessThan(0.25);
    }

    @Test
    void speechBelowTheThresholdLowersNothing() {
        Tape tape = tape().add("a", 4, noise(1, 0.01)).add("m", 4, sine(300, 0.25));
        float[][] mix =
                tape.mix(
                        plan(
                                clip("a", 0, 4, ""),
                                "",
                                ", 'music': {'s3Key': 'm', 'duck': true, 'fadeOut': 0}"));
        assertThat(level(mix[0], 480, 4 * SECOND - 480, 300)).isCloseTo(-15.05, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"stereo, 2", "mono, 1", "5.1, 6"})
    void oneChannelKeepsItsLevel(String layout, int channels) {
        float[][] mix =
                tape().add("a", 1, sine(997, 0.5))
                        .mix(
                                plan(
                                        clip("a", 0, 1, ""),
                                        "",
                                        ", 'output': {'audio': {'layout': '" + layout + "'}}"));
        assertThat(mix).hasNumberOfRows(channels);
        for (int channel = 0; channel < channels; channel++) {
            if (channels == 6 && channel != 2) {
                assertThat(mix[channel]).containsOnly(0);
            } else {
                assertThat(level(mix[channel], 480, 47_520)).isCloseTo(-9.03, within(0.01));
            }
        }
    }

    @Test
    void sixChannelsStayWhereTheyAre() {
        float[][] mix = six("5.1");
        for (int channel = 0; channel < 6; channel++) {
            assertThat(level(mix[channel], 480, 47_520, 300 + 100 * channel))
                    .isCloseTo(-23.01, within(0.01));
        }
    }

    @Test
    void fewerLoudspeakersGetWhatTheStandardSays() {
        float[][] stereo = six("stereo");
        float[][] mono = six("mono");
        // Left, right, centre, low frequencies, surround left, surround right.
        double[] left = {0, Double.NaN, -3.01, Double.NaN, -3.01, Double.NaN};
        double[] right = {Double.NaN, 0, -3.01, Double.NaN, Double.NaN, -3.01};
        double[] one = {-6.02, -6.02, -3.01, Double.NaN, -9.03, -9.03};
        for (int channel = 0; channel < 6; channel++) {
            int hertz = 300 + 100 * channel;
            assertLevel(stereo[0], hertz, left[channel]);
            assertLevel(stereo[1], hertz, right[channel]);
            assertLevel(mono[0], hertz, one[channel]);
        }
    }

    private float[][] six(String layout) {
        Tape.Signal[] channels = new Tape.Signal[6];
        for (int channel = 0; channel < 6; channel++) {
            channels[channel] = sine(300 + 100 * channel, 0.1);
        }
        return tape().add("a", 1, channels)
                .mix(
                        plan(
                                clip("a", 0, 1, ""),
                                "",
                                ", 'output': {'audio': {'layout': '" + layout + "'}}"));
    }

    private static void assertLevel(float[] samples, int hertz, double gain) {
        double level = level(samples, 480, 47_520, hertz);
        if (Double.isNaN(gain)) {
            assertThat(level).isLessThan(-90);
        } else {
            assertThat(level).isCloseTo(-23.01 + gain, within(0.02));
        }
    }

    @Test
    void whatIsOnBothSidesKeepsItsLevelInOneChannel() {
        float[][] mix =
                tape().add("a", 1, sine(500, 0.4), sine(500, 0.4))
                        .mix(
                                plan(
                                        clip("a", 0, 1, ""),
                                        "",
                                        ", 'output': {'audio': {'layout': 'mono'}}"));
        assertThat(level(mix[0], 480, 47_520)).isCloseTo(-10.97, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "3, 0", "8, 0x63f", "16, 0"})
    void manyChannelsAreHeardToo(int channels, String mask) {
        Tape.Signal[] signals = new Tape.Signal[channels];
        Arrays.setAll(signals, channel -> sine(300 + 100 * channel, 0.1));
        float[][] mix =
                tape().add("a", 48_000, 1, Integer.decode(mask), signals)
                        .mix(plan(clip("a", 0, 1, ""), "", ""));
        assertLevel(mix[0], 300, 0);
        assertLevel(mix[1], 400, 0);
    }

    @Test
    void aPartOfAProgrammeIsThatPartOfItsSound() {
        Tape tape =
                tape().add("a", 6, noise(1, 0.3))
                        .add("b", 6, noise(2, 0.3))
                        .add("m", 2, noise(4, 0.2));
        Soundtrack track =
                tape.compile(
                        plan(
                                clip("a", 0, 3, "")
                                        + ","
                                        + clip("b", 0, 4, ", 'transition': 'dissolve'"),
                                "",
                                ", 'music': {'s3Key': 'm'}"));
        float[][] whole = tape.mix(track);
        float[][] part = tape.mix(track.range(123_457, 200_001));
        assertThat(part[0]).hasSize(200_001 - 123_457);
        for (int i = 0; i < part[0].length; i++) {
            assertThat(part[0][i]).isCloseTo(whole[0][123_457 + i], within(1e-6f));
        }
    }

    @Test
    void aSoundTrimmedPastItsEndIsAFaultOfThePlan() {
        Tape tape = tape().add("a", 2, sample -> 0).add("v", 1, sine(500, 0.5));
        assertThatThrownBy(() ->
                        tape.compile(
                                plan(
                                        clip("a", 0, 2, ""),
                                        "'audio': {'s3Key': 'v', 'trim': {'start': 1}}",
                                        "")))
                .hasMessage(
                        "[PlanFault[pointer=/scenes/0/layers/audio/trim/start, detail=1 is past the end of the sound, 1 s]]");
    }

    @Test
    void itStopsWhenItIsCalledOff() {
        Tape tape = tape().add("a", 2, sine(500, 0.5));
        Soundtrack track = tape.compile(plan(clip("a", 0, 2, ""), "", ""));
        try (Mix mix = new Mix(track, tape.files(), MediaLimits.DEFAULT, () -> true)) {
            assertThatThrownBy(() -> mix.read(new float[2][480], 480))
                    .isInstanceOf(RenderCancelled.class);
        }
    }

    @Test
    void soundThatTakesTooLongNamesItsTakes() {
        Tape tape = tape().add("a", 2, sine(997, 0.2)).add("b", 2, sine(440, 0.2));
        Soundtrack track =
                tape.compile(plan(clip("a", 0, 1, "") + "," + clip("b", 0, 1, ""), "", ""));
        MediaLimits all = MediaLimits.DEFAULT;
        MediaLimits none =
                new MediaLimits(
                        all.maxBytes(),
                        all.maxStreams(),
                        all.maxSide(),
                        all.maxPixels(),
                        all.maxDuration(),
                        all.maxDecodeErrors(),
                        Duration.ofNanos(1),
                        all.analysisTime(),
                        all.containers(),
                        all.codecs());
        try (Mix mix = new Mix(track, tape.files(), none, () -> false)) {
            assertThatThrownBy(() -> Tape.read(mix, SECOND))
                    .isInstanceOf(BadMedia.class)
                    .hasMessageContaining("the sound from 0 s on was not mixed");
        }
        try (Mix mix = new Mix(track, tape.files(), none, () -> true)) {
            assertThatThrownBy(() -> Tape.read(mix, SECOND)).isInstanceOf(RenderCancelled.class);
        }
    }
}
