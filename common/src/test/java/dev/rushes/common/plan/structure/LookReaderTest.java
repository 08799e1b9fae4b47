package dev.rushes.common.plan.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.Rational;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookReaderTest {
    private final List<PlanFault> errors = new ArrayList<>();
    private final List<PlanFault> warnings = new ArrayList<>();
    private final List<AssetUse> assets = new ArrayList<>();

    private Look read(String clip) throws JsonProcessingException {
        return LookReader.look(
                new JsonCursor(
                        new ObjectMapper().readTree(clip.replace('\'', '"')),
                        "/clip",
                        errors,
                        warnings,
                        assets));
    }

    @Test
    void nothingSaidIsThePlainLook() throws JsonProcessingException {
        assertThat(read("{'crop': {}, 'effects': []}")).isEqualTo(Look.PLAIN);
        assertThat(errors).isEmpty();
    }

    @Test
    void everythingIsRead() throws JsonProcessingException {
        assertThat(
                        read(
                                """
                                {'fit': 'blur', 'rotate': -90, 'crop': {'x': 0.25, 'width': 0.5, 'height': 1},
                                 'effects': ['grayscale', 'brightness', {'type': 'contrast', 'amount': 2}, 'saturation',
                                             'sharpen', 'denoise', {'type': 'lut', 's3Key': 'a.cube'}]}
                                """))
                .isEqualTo(
                        new Look(
                                Fit.BLUR,
                                new Crop(
                                        Rational.of(1, 4),
                                        Rational.ZERO,
                                        Rational.of(1, 2),
                                        Rational.ONE),
                                Rational.of(270),
                                List.of(
                                        new Effect.Grayscale(),
                                        new Effect.Brightness(Rational.of(1, 10)),
                                        new Effect.Contrast(Rational.of(2)),
                                        new Effect.Saturation(Rational.of(13, 10)),
                                        new Effect.Sharpen(Rational.ONE),
                                        new Effect.Denoise(Rational.of(1, 2)),
                                        new Effect.Lut("a.cube"))));
        assertThat(errors).isEmpty();
        assertThat(assets)
                .containsExactly(new AssetUse("/clip/effects/6/s3Key", "a.cube", AssetKind.LUT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fit': 'fill'|/clip/fit|must be one of contain, cover, stretch, blur",
                "'rotate': 'left'|/clip/rotate|must be a number, not text",
                "'crop': {'width': 1}|/clip/crop|a crop needs \"width\" and \"height\"",
                "'crop': {'x': -1, 'width': 1, 'height': 1}|/clip/crop/x|must not be negative",
                "'crop': {'x': 0.6, 'width': 0.5, 'height': 1}|/clip/crop|x + width reaches beyond the picture: 1.1 of its width",
                "'crop': {'y': 0.6, 'width': 0.5, 'height': 1}|/clip/crop|y + height reaches beyond the picture: 1.6 of its height",
                "'crop': {'width': 640, 'height': 0.5}|/clip/crop/height|is less than a pixel; where one number is above 1, all four are pixels",
                "'effects': ['sepia']|/clip/effects/0|unknown effect; known are grayscale, brightness, contrast, saturation, sharpen, denoise, lut",
                "'effects': [{'amount': 1}]|/clip/effects/0|an effect needs a \"type\"",
                "'effects': [{'type': 'brightness', 'amount': 1.5}]|/clip/effects/0/amount|the amount of brightness must lie between -1 and 1",
                "'effects': ['lut']|/clip/effects/0|a lut needs the \"s3Key\" of a .cube file",
                "'effects': 'grayscale'|/clip/effects|effects must be an array, not text"
            })
    void whatCannotBeDrawnIsNamed(String fields, String pointer, String detail)
            throws JsonProcessingException {
        Look _ = read("{" + fields + "}");
        assertThat(errors).containsExactly(new PlanFault(pointer, detail));
    }
}
