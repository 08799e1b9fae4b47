package dev.rushes.render.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import java.io.IOException;
import java.nio.charset.Charset;
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

    @Test
    void whatWindowsWritesIsReadInBothOrdersOfBytes() throws IOException {
        String text = "\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\nB\u00e4r \u4e2d\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path file = Files.write(folder.resolve("wide.srt"), text.getBytes(charset));
            assertThat(CaptionFile.read(file).cues())
                    .containsExactly(new Cue(Rational.ONE, Rational.of(2), "B\u00e4r \u4e2d"));
        }
    }

    /** None of these may take long, or break what is written beside the video. */
    @Test
    void hostileFilesAreReadOrRefusedQuickly() throws IOException {
        String cue = "1\n00:00:01,000 --> 00:00:02,000\n";
        List<String> harmless =
                List.of(
                        "<".repeat(200_000),
                        "<a".repeat(100_000),
                        "{\\\\an8".repeat(50_000),
                        "&amp;lt;script&amp;gt;",
                        "a --> b",
                        "\u202e\u2066\u0000\u0007 x",
                        "%{pts}:'\\\\;[in]");
        for (String words : harmless) {
            CaptionFile file = CaptionFile.parse(cue + words + "\n");
            assertThat(file.cues()).hasSize(1);
            CaptionTrack track = new CaptionTrack(file.cues(), List.of());
            assertThat(CaptionFile.parse(track.webVtt()).cues()).isEqualTo(track.cues());
        }
        String line = "\n00:00:01,000 --> 00:00:02,000\nx\n";
        CaptionFile many = CaptionFile.parse(line.repeat(20_100));
        assertThat(many.cues()).hasSize(20_000);
        assertThat(many.warnings()).hasSize(20);
        for (byte[] bytes :
                List.of(
                        new byte[0],
                        new byte[] {(byte) 0xff, (byte) 0xfe, 0},
                        ("1\n" + "9".repeat(100_000) + " --> 1\nx")
                                .getBytes(StandardCharsets.UTF_8),
                        "\n00:00:01,000 --> \n".repeat(50_000).getBytes(StandardCharsets.UTF_8),
                        new byte[6 << 20])) {
            Path file = Files.write(folder.resolve("hostile.srt"), bytes);
            assertThatExceptionOfType(BadMedia.class).isThrownBy(() -> CaptionFile.read(file));
        }
    }
}
