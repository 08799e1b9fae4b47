package dev.rushes.render.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Span;
import dev.rushes.render.sound.LoudnessMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundMeasuresTest {
    private static final double TEN_MS = 0.01001;

    @TempDir Path folder = Path.of("");

    private Reels reels;

    @BeforeEach
    void reels() throws IOException {
        reels = new Reels(folder);
    }

    /** Phrases of a wavering voice from 0.7 to 1.9 and from 2.35 to 3.613 s, over noise. */
    private static String phrases(double noise) {
        return "aevalsrc='(between(t,0.7,1.9)+between(t,2.35,3.613))*0.3*sin(2*PI*220*t)*(0.7+0.3*sin(2*PI*5*t))+%s*(2*random(0)-1)':sample_rate=48000:duration=4.5"
                .formatted(noise);
    }

    private static void assertSpans(List<Span> found, double... edges) {
        assertThat(found).hasSize(edges.length / 2);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).start()).isCloseTo(edges[2 * i], within(TEN_MS));
            assertThat(found.get(i).end()).isCloseTo(edges[2 * i + 1], within(TEN_MS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.wav, pcm_s16le, 0",
        "b.wav, pcm_s16le, 0.0005",
        "c.wav, pcm_s16le, 0.01",
        "d.mp4, aac, 0.001",
        "e.mp4, aac, 0"
    })
    void pausesBetweenPhrasesAreKnownToTenMilliseconds(String name, String codec, double noise) {
        FootageAnalysis.Sound sound = reels.sound(name, phrases(noise), "-c:a", codec);

        assertSpans(sound.silence(), 0, 0.7, 1.9, 2.35, 3.613, 4.5);
        assertSpans(sound.speech(), 0.7, 1.9, 2.35, 3.613);
        assertThat(sound.musicShare()).isZero();
    }

    @Test
    void moreClippedSpansThanAreListedAreSaid() {
        SoundMeasures measures = new SoundMeasures(1, new Waveform(60));
        float[][] loud = new float[1][LoudnessMeter.BLOCK];
        Arrays.fill(loud[0], 0, 100, 1f);
        float[][] silent = new float[1][LoudnessMeter.BLOCK];
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            measures.add(loud, LoudnessMeter.BLOCK);
            for (int sample = 0; sample < 4800; sample += LoudnessMeter.BLOCK) {
                measures.add(silent, LoudnessMeter.BLOCK);
            }
        }
        assertThat(measures.found(notes).clipped()).hasSize(100);
        assertThat(notes).containsExactly("of clipped spans the first 100 are listed");
    }

    @Test
    void loudnessAndPeakAreThoseOfTheStandard() {
        FootageAnalysis.Sound sound =
                reels.sound(
                        "a.wav",
                        "sine=frequency=997:sample_rate=44100:duration=3,volume=0.8,pan=stereo|c0=c0|c1=c0");

        // The sine source has an eighth of full scale.
        assertThat(sound.integratedLufs()).isCloseTo(-20, within(0.1));
        assertThat(sound.truePeakDb()).isCloseTo(-20, within(0.1));
        assertThat(sound.clippedShare()).isZero();
        assertThat(sound.level().overall()).isCloseTo(-23, within(0.2));
        assertThat(sound.level().values()).hasSize(6);
    }

    @Test
    void clippedSamplesAreCountedWhereTheyAre() {
        FootageAnalysis.Sound sound =
                reels.sound(
                        "a.wav",
                        "aevalsrc='clip((1+between(t,1,2))*0.99*sin(2*PI*300*t),-1,1)':sample_rate=48000:duration=4");

        // Of a sine of twice full scale nearly two thirds are beyond it.
        assertThat(sound.clippedShare()).isCloseTo(0.25 * 0.66, within(0.01));
        assertThat(sound.clipped()).hasSize(1);
        assertThat(sound.clipped().getFirst().start()).isCloseTo(1, within(TEN_MS));
        assertThat(sound.clipped().getFirst().end()).isCloseTo(2, within(TEN_MS));
    }

    @Test
    void theNoiseFloorIsThatOfThePauses() {
        FootageAnalysis.Sound sound = reels.sound("a.wav", phrases(0.01));

        // Even noise of that height has its root mean square at a 1.73th.
        assertThat(sound.noiseFloorDb()).isCloseTo(-44.8, within(1.5));
    }

    @Test
    void silenceIsSilentFromStartToEnd() {
        FootageAnalysis.Sound sound =
                reels.sound("a.wav", "anullsrc=sample_rate=48000:channel_layout=mono:duration=2");

        assertThat(sound.silence()).containsExactly(new Span(0, 2));
        assertThat(sound.speech()).isEmpty();
        assertThat(sound.integratedLufs()).isNull();
        assertThat(sound.truePeakDb()).isNull();
        assertThat(sound.noiseFloorDb()).isEqualTo(-90);
    }

    @Test
    void aChordThatGoesOnIsMusicAndNoiseIsNot() {
        assertThat(
                        reels.sound(
                                        "a.wav",
                                        "aevalsrc='0.1*sin(2*PI*220*t)+0.1*sin(2*PI*277*t)+0.1*sin(2*PI*330*t)*(0.6+0.4*sin(2*PI*2*t))':sample_rate=48000:duration=6")
                                .musicShare())
                .isEqualTo(1);
        assertThat(
                        reels.sound(
                                        "b.wav",
                                        "anoisesrc=color=pink:amplitude=0.3:seed=1:sample_rate=48000:duration=6")
                                .musicShare())
                .isZero();
    }

    @Test
    void soundThatBeginsLateKeepsItsPlace() {
        FootageAnalysis analysis =
                reels.analyse(
                        reels.film(
                                "a.mkv",
                                "testsrc2=size=320x180:rate=25:duration=4",
                                "aevalsrc='0.3*sin(2*PI*300*t)':sample_rate=48000:duration=1,asetpts=PTS+1.5/TB",
                                "-c:a",
                                "pcm_s16le"));

        assertThat(analysis.sound()).isNotNull();
        assertSpans(analysis.sound().silence(), 0, 1.5, 2.5, 4);
    }
}
