package dev.rushes.render.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Shot;
import dev.rushes.common.footage.Span;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureMeasuresTest {
    /** From one frame that is looked at to the next. */
    private static final double STEP = 0.09;

    @TempDir Path folder = Path.of("");

    private Reels reels;

    @BeforeEach
    void reels() throws IOException {
        reels = new Reels(folder);
    }

    private static String wall(String crop) {
        return Reels.WALL + ",trim=duration=3," + crop;
    }

    @Test
    void cutsAreFoundToTheFrame() {
        FootageAnalysis.Picture picture =
                reels.picture(
                        "testsrc2=size=640x360:rate=30:duration=1.2[a];smptebars=size=640x360:rate=30:duration=1[b];mandelbrot=size=640x360:rate=30,trim=duration=1[c];[a][b][c]concat=n=3:v=1");

        assertThat(picture.shots())
                .extracting(Shot::begins)
                .containsExactly(Shot.Change.START, Shot.Change.CUT, Shot.Change.CUT);
        assertThat(picture.shots().get(1).start()).isCloseTo(1.2, within(0.001));
        assertThat(picture.shots().get(2).start()).isCloseTo(2.2, within(0.001));
        assertThat(picture.shots().get(2).end()).isEqualTo(3.2);
        assertThat(picture.keyframes()).startsWith(0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "fade, DISSOLVE, 0.5",
        "fade, DISSOLVE, 1.2",
        "wipeleft, WIPE, 0.6",
        "wiperight, WIPE, 0.6",
        "wipedown, WIPE, 0.8",
        "wipetl, WIPE, 0.8",
        "fadeblack, FADE, 1.0",
        "fadewhite, FADE, 1.0"
    })
    void gradualChangesAreToldApart(String transition, Shot.Change kind, double seconds) {
        FootageAnalysis.Picture picture =
                reels.picture(
                        "testsrc2=size=640x360:rate=30:duration=3[a];smptebars=size=640x360:rate=30:duration=3[b];[a][b]xfade=transition=%s:duration=%s:offset=1.5"
                                .formatted(transition, seconds));

        assertThat(picture.shots()).hasSize(2);
        Shot second = picture.shots().get(1);
        assertThat(second.begins()).isEqualTo(kind);
        assertThat(second.start()).isCloseTo(1.5 + seconds / 2, within(0.15));
        assertThat(second.changeSeconds()).isCloseTo(seconds, within(0.35));
    }

    @Test
    void movesAndFlashesAndLightAreNoCuts() {
        // A pan, a flash of one frame, and light that goes down.
        FootageAnalysis.Picture picture =
                reels.picture(
                        wall(
                                "crop=640:360:x='40+n*2':y=90,eq=brightness='if(between(t,1,1.03),0.7,-0.15*max(0,t-1.5))':eval=frame"));

        assertThat(picture.shots()).hasSize(1);
        assertThat(picture.shots().getFirst().end()).isEqualTo(3.0);
    }

    @Test
    void blackAndFrozenSpansHaveTheirEdges() {
        FootageAnalysis.Picture picture =
                reels.picture(
                        "color=black:size=640x360:rate=25:duration=1[a];testsrc2=size=640x360:rate=25:duration=1.6,tpad=stop_mode=clone:stop_duration=2[b];[a][b]concat=n=2:v=1");

        assertThat(picture.black()).hasSize(1);
        assertThat(picture.black().getFirst().start()).isZero();
        assertThat(picture.black().getFirst().end()).isCloseTo(1, within(STEP));
        Span frozen = picture.frozen().getLast();
        assertThat(frozen.start()).isCloseTo(2.56, within(STEP));
        assertThat(frozen.end()).isEqualTo(4.6);
    }

    @Test
    void aHandShakesAndATripodAndAPanDoNot() {
        double still = shake("crop=640:360:x=160:y=90");
        double pan = shake("crop=640:360:x='20+n*3':y=90");
        double hand = shake("crop=640:360:x='160+12*sin(2*PI*3*t)':y='90+8*sin(2*PI*2.3*t)'");

        assertThat(still).isLessThan(0.1);
        assertThat(pan).isLessThan(0.2);
        // A sine of 12 pixels in 640 has its root mean square at 1.33 hundredths, one of 8 at 0.88.
        assertThat(hand).isCloseTo(1.6, within(0.5));
    }

    private double shake(String crop) {
        Double overall = reels.picture(wall(crop)).shake().overall();
        assertThat(overall).isNotNull();
        return overall;
    }

    @Test
    void blurLowersSharpness() {
        double sharp = sharpness("format=yuv420p");
        double soft = sharpness("gblur=sigma=3");
        double blurred = sharpness("gblur=sigma=8");

        assertThat(sharp).isGreaterThan(0.6);
        assertThat(soft).isBetween(0.2, 0.5);
        assertThat(blurred).isLessThan(0.3);
    }

    private double sharpness(String filter) {
        Double overall =
                reels.picture("testsrc=size=1280x720:rate=25:duration=1," + filter)
                        .sharpness()
                        .overall();
        assertThat(overall).isNotNull();
        return overall;
    }

    @Test
    void exposureIsMeasuredInPartsOfWhite() {
        FootageAnalysis.Picture grey =
                reels.picture(
                        "color=0x333333:size=320x180:rate=25:duration=1,drawbox=w=80:h=180:color=white:t=fill");

        // A quarter is white, the rest a fifth of it.
        assertThat(grey.brightness().overall()).isCloseTo(0.25 + 0.75 * 0.2, within(0.01));
        assertThat(grey.brightShare()).isCloseTo(0.25, within(0.01));
        assertThat(grey.darkShare()).isZero();
        FootageAnalysis.Picture black =
                reels.picture("color=black:size=320x180:rate=25:duration=1");
        assertThat(black.darkShare()).isEqualTo(1);
        assertThat(black.sharpness().overall()).isNull();
    }

    @Test
    void theSameFileGivesTheSameAnalysisAndPictures() throws IOException {
        Path take =
                reels.film(
                        "a.mp4",
                        "testsrc2=size=1280x720:rate=30:duration=2,noise=alls=10:allf=t",
                        "sine=frequency=440:duration=2",
                        "-c:a",
                        "aac");
        FootageAnalysis first = reels.analyse(take);
        DrawnPictures drawn = DrawnPictures.in(folder);
        byte[] waveform = Files.readAllBytes(drawn.waveform());
        byte[] thumbnails = Files.readAllBytes(drawn.thumbnails());

        assertThat(reels.analyse(take)).isEqualTo(first);
        assertThat(Files.readAllBytes(drawn.waveform())).isEqualTo(waveform);
        assertThat(Files.readAllBytes(drawn.thumbnails())).isEqualTo(thumbnails);
        assertThat(waveform).startsWith(0x89, 'P', 'N', 'G');
        assertThat(thumbnails).startsWith(0xFF, 0xD8);
        assertThat(first.pictures().grid())
                .isEqualTo(new FootageAnalysis.Grid(10, 10, 160, 90, 0.2));
        assertThat(first.notes()).isEmpty();
    }

    @Test
    void aTakeThatStandsOnItsSideIsShownUpright() {
        Path lying = reels.film("a.mp4", "testsrc2=size=640x360:rate=25:duration=1", null);
        Path turned =
                reels.film(
                        "b.mp4",
                        null,
                        null,
                        "-display_rotation",
                        "90",
                        "-i",
                        lying.toString(),
                        "-c",
                        "copy");

        assertThat(reels.analyse(turned).pictures().grid())
                .isEqualTo(new FootageAnalysis.Grid(10, 10, 90, 160, 0.1));
    }

    @Test
    void aDamagedTakeIsMeasuredAsFarAsItGoes() throws IOException {
        Path take =
                reels.film(
                        "a.mp4",
                        "testsrc2=size=640x360:rate=25:duration=6,noise=alls=20:allf=t",
                        null,
                        "-g",
                        "25");
        byte[] bytes = Files.readAllBytes(take);
        Random random = new Random(7);
        for (int i = bytes.length / 2; i < bytes.length * 4 / 5; i++) {
            if (random.nextInt(50) == 0) {
                bytes[i] = (byte) random.nextInt();
            }
        }
        Files.write(take, bytes);

        FootageAnalysis analysis = reels.analyse(take);
        assertThat(analysis.picture()).isNotNull();
        assertThat(analysis.picture().brightness().values()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void itStopsWhenAsked() {
        Path take = reels.film("a.mp4", "testsrc2=size=640x360:rate=25:duration=4", null);
        int[] asked = {0};

        assertThatThrownBy(() ->
                        new FootageAnalyser(MediaLimits.DEFAULT)
                                .analyse(take, DrawnPictures.in(folder), () -> ++asked[0] > 300))
                .isInstanceOf(RenderCancelled.class);
        assertThat(List.of(asked[0])).allMatch(count -> count < 320);
    }

    /** People and cars come and go before cameras that adapt to them; skipped where the clips are not there. */
    @ParameterizedTest
    @ValueSource(strings = {"car-detection.mp4", "one-by-one-person-detection.mp4", "walk.mkv"})
    void realTakesAreOneShot(String name) {
        Path clip = Path.of("../../shared/footage").resolve(name);
        assumeThat(clip).exists();

        FootageAnalysis analysis = reels.analyse(clip);
        assertThat(analysis.picture()).isNotNull();
        assertThat(analysis.picture().shots()).hasSize(1);
        assertThat(analysis.picture().black()).isEmpty();
        assertThat(analysis.notes()).isEmpty();
    }
}
