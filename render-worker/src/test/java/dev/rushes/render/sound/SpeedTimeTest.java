package dev.rushes.render.sound;

import static dev.rushes.render.sound.Tape.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where things are heard that happen at known times of a take whose speed is changed. */
class SpeedTimeTest {
    /** One of 30 a second. */
    private static final double FRAME_MILLIS = 1000 / 30.0;

    private static final double KNOCK_EVERY = 0.61;

    @TempDir Path folder = Path.of("");

    private float[] mix(Tape.Signal signal, double from, double to, String speed) {
        return new Tape(folder)
                .add("a", 12, signal)
                .mix(
                        "{'scenes': [{'clips': [{'s3Key': 'a', 'trim': {'start': %s, 'end': %s}, 'speed': %s}]}]}"
                                .formatted(from, to, speed))[0];
    }

    /** Knocks at 0.35 s and so on, over a hum and hiss, that last 6 ms when they are heard. */
    private static double knock(int sample, double speed) {
        double seconds = sample / 48_000.0;
        double since = (seconds - 0.35) % KNOCK_EVERY;
        double ground = 0.02 * Math.sin(2 * Math.PI * 220 * seconds) + noise(3, 0.01).at(sample);
        return seconds >= 0.35 && since < 0.006 * Math.max(1, speed)
                ? ground + 0.7 * Math.sin(2 * Math.PI * 1500 * since)
                : ground;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.25", "0.3", "0.5", "0.75", "2", "4"})
    void aKnockIsHeardWithinAFrameOfItsPlace(String speed) {
        double factor = Double.parseDouble(speed);
        float[] heard = mix(sample -> knock(sample, factor), 0.2, 9.8, speed);
        for (int knock = 0; knock < 15; knock++) {
            int expected = (int) Math.round((0.15 + KNOCK_EVERY * knock) / factor * 48_000);
            double late = (centre(heard, expected) - expected) / 48.0 - 3;
            assertThat(late).as("knock %s", knock).isCloseTo(0, within(FRAME_MILLIS));
        }
    }

    /** The middle of what is loud around a place. */
    private static double centre(float[] heard, int around) {
        int from = Math.max(0, around - 3600);
        int to = Math.min(heard.length, around + 3600);
        float peak = 0;
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, Math.abs(heard[i]));
        }
        assertThat(peak).isGreaterThan(0.1f);
        double sum = 0;
        double moment = 0;
        for (int i = from; i < to; i++) {
            if (Math.abs(heard[i]) > peak / 5) {
                sum += heard[i] * heard[i];
                moment += (double) heard[i] * heard[i] * i;
            }
        }
        return moment / sum;
    }

    /** Eleven partials of 130 Hz that come and go twice a second. */
    private static double voice(int sample) {
        double seconds = sample / 48_000.0;
        double sum = 0;
        for (int partial = 1; partial <= 11; partial++) {
            sum += Math.sin(2 * Math.PI * 130 * partial * seconds + partial * partial) / partial;
        }
        return 0.1 * (1 - Math.cos(4 * Math.PI * seconds)) * sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.25", "0.3", "0.5", "0.75", "2", "4"})
    void aVoiceComesAndGoesWithinAFrameOfItsPlace(String speed) {
        float[] heard = mix(SpeedTimeTest::voice, 1, 11, speed);
        double period = 24_000 / Double.parseDouble(speed);
        int from = (int) (2 * period);
        int until = from + (int) Math.round(Math.floor(heard.length / period - 4) * period);
        double cosine = 0;
        double sine = 0;
        for (int i = from; i < until; i++) {
            double power = heard[i] * heard[i];
            cosine += power * Math.cos(2 * Math.PI * i / period);
            sine += power * Math.sin(2 * Math.PI * i / period);
        }
        // Silence at the start of each period: half a turn from its loudest.
        double turn = Math.atan2(-sine, -cosine);
        assertThat(turn / (2 * Math.PI) * period / 48).isCloseTo(0, within(FRAME_MILLIS));
    }
}
