package dev.rushes.render.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.render.ffmpeg.MediaProbe;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cameras write of their clocks. */
class CameraTimecodeTest {
    @TempDir Path folder = Path.of("");

    private static final String NTSC = "testsrc2=size=320x180:rate=30000/1001:duration=0.5";

    @ParameterizedTest
    @CsvSource({
        "take.mov, 10:00:00;00",
        "take.mov, 10:00:00:00",
        "take.mp4, 23:59:58;04",
        "take.mkv, 01:02:03;04",
        "take.mxf, 10:00:00:00"
    })
    void theTimecodeOfTheFirstFrameIsKept(String file, String timecode) throws IOException {
        Path take = new Reels(folder).film(file, NTSC, null, "-timecode", timecode);
        assertThat(MediaProbe.probe(take).timecode()).isEqualTo(timecode);
    }

    @Test
    void aFileThatSaysNothingHasNone() throws IOException {
        Path take = new Reels(folder).film("take.mp4", NTSC, null);
        assertThat(MediaProbe.probe(take).timecode()).isNull();
    }

    @Test
    void whatIsNoTimecodeIsNone() throws IOException {
        Path take =
                new Reels(folder).film("take.mkv", NTSC, null, "-metadata", "timecode=ten o'clock");
        assertThat(MediaProbe.probe(take).timecode()).isNull();
    }
}
