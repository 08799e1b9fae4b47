package dev.rushes.render.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionFileTest {
    @TempDir Path folder = Path.of("");

    @Test
    void subRipIsReadWithMarkOfByteOrderAndAnyLineEnds() {
        CaptionFile file =
                CaptionFile.parse(
                        "\uFEFF1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Hello</i> &amp; {\\an8}<b>you</b>\r\nsecond\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000 X1:1\r\na < b\r\n");
        assertThat(file.warnings()).isEmpty();
        assertThat(file.cues())
                .containsExactly(
                        new Cue(Rational.of(3, 2), Rational.of(3), "Hello & you\nsecond"),
                        new Cue(Rational.of(3600), Rational.of(3601), "a < b"));
    }

    @Test
    void webVttIsReadWithoutItsNotesStylesAndPlaces() {
        CaptionFile file =
                CaptionFile.parse(
                        """
                        WEBVTT - title

                        STYLE
                        ::cue { color: red }

                        NOTE 00:00.000 --> 00:09.000
                        nothing

                        intro
                        00:02.250 --> 00:04.000 align:start position:10%
                        <v Ana>Hi <00:00:03.000>there&nbsp;</v>

                        00:01.000 --> 00:02.000
                        first
                        """);
        assertThat(file.warnings()).isEmpty();
        assertThat(file.cues())
                .containsExactly(
                        new Cue(Rational.ONE, Rational.of(2), "first"),
                        new Cue(Rational.of(9, 4), Rational.of(4), "Hi there\u00A0"));
    }

    @Test
    void whatCannotBeReadIsLeftOutWithAWarning() {
        CaptionFile file =
                CaptionFile.parse(
                        "1\n00:00:05,000 --> 00:00:04,000\nback\n\n2\n00:00:xx --> 00:00:04,000\nno\n\nstray\n\n3\n00:00:01,000 --> 00:00:02,000\ngood\n");
        assertThat(file.cues()).extracting(Cue::text).containsExactly("good");
        assertThat(file.warnings())
                .containsExactly(
                        "captions: the cue in line 2 does not end after its start, left out",
                        "captions: the cue in line 6 has times that cannot be read, left out",
                        "captions: the cue in line 9 has no times, left out");
    }

    @Test
    void whatIsNoCaptionsIsBadMedia() throws IOException {
        Path latin = folder.resolve("latin.srt");
        Files.write(
                latin,
                "1\n00:00:01,000 --> 00:00:02,000\nBär\n".getBytes(StandardCharsets.ISO_8859_1));
        for (Path file : List.of(latin, Files.writeString(folder.resolve("none.srt"), "hello"))) {
            assertThatExceptionOfType(BadMedia.class).isThrownBy(() -> CaptionFile.read(file));
        }
    }
}
