package dev.rushes.storage.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** File names as RFC 6266 has them: a plain one for old clients, and the real one in RFC 5987's encoding. */
class ContentDispositionTest {
    /** {@code attachment}, a quoted-string without anything to quote, an ext-value of attr-chars and escapes. */
    private static final Pattern HEADER =
            Pattern.compile(
                    "attachment; filename=\"([A-Za-z0-9._-]+)\"; filename\\*=UTF-8''((?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+)");

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("plain.mp4", "plain.mp4", "plain.mp4"),
                Arguments.of("two words.mp4", "two words.mp4", "two_words.mp4"),
                Arguments.of(" edges ", "edges", "edges"),
                Arguments.of("say \"cheese\".mp4", "say \"cheese\".mp4", "say_cheese_.mp4"),
                Arguments.of("it's.mp4", "it's.mp4", "it_s.mp4"),
                Arguments.of("100%;a=b,c.mp4", "100%;a=b,c.mp4", "100_a_b_c.mp4"),
                Arguments.of("Grüße.mp4", "Grüße.mp4", "Gru_e.mp4"),
                Arguments.of("Cafe\u0301.mp4", "Caf\u00e9.mp4", "Cafe.mp4"),
                Arguments.of("日本語.mp4", "日本語.mp4", "mp4"),
                Arguments.of("take 🎬.mp4", "take 🎬.mp4", "take_.mp4"),
                Arguments.of("../../etc/passwd", "passwd", "passwd"),
                Arguments.of("C:\\takes\\one.mov", "one.mov", "one.mov"),
                Arguments.of("..", "file", "file"),
                Arguments.of(
                        "a\r\nSet-Cookie: x=y.mp4", "aSet-Cookie: x=y.mp4", "aSet-Cookie_x_y.mp4"),
                Arguments.of("nul\0l\u0007.mp4", "null.mp4", "null.mp4"),
                Arguments.of("gpj.\u202e4pm.exe", "gpj.4pm.exe", "gpj.4pm.exe"),
                Arguments.of(
                        "x".repeat(300) + ".mp4",
                        "x".repeat(251) + ".mp4",
                        "x".repeat(116) + ".mp4"),
                Arguments.of(
                        "ü".repeat(150) + ".mp4",
                        "ü".repeat(125) + ".mp4",
                        "u".repeat(116) + ".mp4"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theNameComesBackRight(String typed, String whole, String plain) {
        String header =
                Objects.requireNonNull(
                        new DownloadRequest("raw-footage", "key", null, null, typed)
                                .contentDisposition());
        Matcher parts = HEADER.matcher(header);
        assertThat(parts.matches()).as(header).isTrue();
        assertThat(parts.group(1)).isEqualTo(plain);
        assertThat(URLDecoder.decode(parts.group(2), StandardCharsets.UTF_8)).isEqualTo(whole);
        assertThat(whole.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
    }
}
