package dev.rushes.render.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TitlesTest {
    /** Bundled, and where the build runs tests. */
    private static final String FONT = "src/main/resources/fonts/NotoSansDevanagari-Bold.ttf";

    @TempDir Path folder = Path.of("");

    private Reels reels;

    @BeforeEach
    void reels() throws IOException {
        reels = new Reels(folder);
    }

    private List<Title> titles(String picture) {
        return new FootageAnalyser(MediaLimits.DEFAULT)
                .analyse(reels.film("t.mp4", picture, null), DrawnPictures.in(folder), () -> false)
                .titles();
    }

    @Test
    void aNameBelowIsFoundWhileItIsShown() {
        List<Title> titles =
                titles(
                        Reels.WALL
                                + ",trim=duration=4,crop=640:360:x='40+n':y=90,eq=contrast=0.5,drawtext=fontfile="
                                + FONT
                                + ":text='ANNA MILLER':fontsize=34:fontcolor=white:x=60:y=285:enable='between(t,1,3)'");

        assertThat(titles).hasSize(1);
        assertThat(titles.getFirst().place()).isEqualTo(Title.Place.LOWER_THIRD);
        assertThat(titles.getFirst().span().start()).isCloseTo(1, within(0.1));
        assertThat(titles.getFirst().span().end()).isCloseTo(3, within(0.1));
    }

    @Test
    void aPictureWithoutWritingHasNone() {
        assertThat(titles(Reels.WALL + ",trim=duration=3,crop=640:360:x='40+n':y=90")).isEmpty();
        assertThat(
                        titles(
                                "mandelbrot=size=640x360:rate=30,trim=duration=1[a];smptebars=size=640x360:rate=30:duration=1.5[b];[a][b]concat=n=2:v=1"))
                .isEmpty();
    }
}
