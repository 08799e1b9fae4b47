package dev.rushes.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "E2E-INTRO-TAKE-1.mp4, E2E-INTRO-TAKE-1.mp4, E2E-INTRO-TAKE-1.mp4",
        "../../etc/passwd, passwd, passwd",
        "C:\\takes\\a b.mov, a b.mov, a_b.mov",
        "Überblick Ñ.mp4, Überblick Ñ.mp4, Uberblick_N.mp4",
        "日本.mp4, 日本.mp4, mp4",
        ".., file, file",
        "..mp4, ..mp4, mp4"
    })
    void namesLoseTheirPathAndKeysTheirSpecialCharacters(String typed, String value, String key) {
        assertThat(new FileName(typed).value()).isEqualTo(value);
        assertThat(new FileName(typed).forKey()).isEqualTo(key);
    }

    @Test
    void controlAndBidiCharactersAreDropped() {
        assertThat(new FileName("a\u0000b\r\n\u202egpj.mp4").value()).isEqualTo("abgpj.mp4");
    }

    @Test
    void aNameTooLongKeepsItsExtension() {
        FileName name = new FileName("é".repeat(300) + ".mp4");
        assertThat(name.value().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(name.value()).endsWith("é.mp4");
        assertThat(name.forKey()).hasSize(120).endsWith("e.mp4");
    }
}
