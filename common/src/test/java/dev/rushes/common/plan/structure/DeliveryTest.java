package dev.rushes.common.plan.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Variant.Size;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {
    private static final Size WIDE = new Size(1920, 1080);

    private final List<PlanFault> errors = new ArrayList<>();
    private final List<PlanFault> warnings = new ArrayList<>();

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private OutputSettings output(String output) throws JsonProcessingException {
        return new EditStructureReader(PlanLimits.DEFAULT)
                .read(
                        json("{'scenes': [{'clips': [{'s3Key': 'a'}]}], 'output': " + output + "}"),
                        errors,
                        warnings)
                .output();
    }

    private List<Variant> variants(String text) throws JsonProcessingException {
        return Variant.read(json(text), "/variants", PlanLimits.DEFAULT, errors);
    }

    @Test
    void whatIsNotSaidIsAnMp4OfH264() throws JsonProcessingException {
        Delivery delivery = output("{}").delivery();
        assertThat(delivery).isEqualTo(Delivery.DEFAULT);
        assertThat(delivery.containerOrDefault()).isEqualTo(Container.MP4);
        assertThat(delivery.codecOrDefault()).isEqualTo(VideoCodec.H264);
    }

    @Test
    void formatsAreRead() throws JsonProcessingException {
        assertThat(output("{'format': 'mp4', 'codec': 'h265'}").delivery())
                .isEqualTo(new Delivery(Container.MP4, VideoCodec.H265, List.of()));
        assertThat(output("{'format': 'webm', 'codec': 'vp9'}").delivery())
                .isEqualTo(new Delivery(Container.WEBM, null, List.of()));
        assertThat(output("{'format': 'gif', 'frameRate': 50}").delivery().containerOrDefault())
                .isEqualTo(Container.GIF);
        assertThat(errors).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'format': 'avi'} | /output/format | must be mp4, webm or gif",
                "{'codec': 'vp9'} | /output/codec | must be h264 or h265",
                "{'format': 'webm', 'codec': 'h265'} | /output/codec | a webm is coded in vp9; h264 and h265 are for mp4",
                "{'format': 'gif', 'frameRate': 60} | /output/frameRate | a GIF shows at most 50 frames a second",
                "{'variants': '9:16'} | /output/variants | variants must be an array, not text",
                "{'variants': ['wide']} | /output/variants/0 | must be width by height such as \"9:16\"",
                "{'variants': ['9:1']} | /output/variants/0 | must lie between 1:4 and 4:1",
                "{'variants': [{'width': 100}]} | /output/variants/0 | a variant has either an \"aspect\" or \"width\" and \"height\"",
                "{'variants': ['1:1', {'aspect': '4:3', 'name': '1:1'}]} | /output/variants/1 | there is a variant called \"1:1\" already",
                "{'variants': [{'aspect': '1:1', 'fit': 'zoom'}]} | /output/variants/0/fit | must be contain, cover, stretch or blur"
            })
    void whatIsWrongIsNamed(String output, String pointer, String detail)
            throws JsonProcessingException {
        OutputSettings _ = output(output);
        assertThat(errors).containsExactly(new PlanFault(pointer, detail));
    }

    @ParameterizedTest
    @CsvSource({
        "9:16, 1080, 1920",
        "16:9, 1920, 1080",
        "1:1, 1080, 1080",
        "4:5, 1080, 1350",
        "4:1, 4096, 1024"
    })
    void anAspectKeepsTheShorterSide(String aspect, int width, int height)
            throws JsonProcessingException {
        assertThat(variants("['" + aspect + "']").getFirst().size(WIDE, 4096))
                .isEqualTo(new Size(width, height));
        assertThat(errors).isEmpty();
    }

    @Test
    void aVariantChangesTheSizeAndTheFitOfClipsThatSayNone() throws JsonProcessingException {
        Variant variant = variants("[{'aspect': '9:16', 'fit': 'blur'}]").getFirst();
        JsonNode plan =
                json(
                        "{'scenes': [{'clips': [{'s3Key': 'a'}, {'s3Key': 'b', 'fit': 'cover'}]}], 'output': {'quality': 'high', 'variants': ['1:1']}}");
        assertThat(variant.applyTo(plan, variant.size(WIDE, 4096)))
                .isEqualTo(
                        json(
                                "{'scenes': [{'clips': [{'s3Key': 'a', 'fit': 'blur'}, {'s3Key': 'b', 'fit': 'cover'}]}], 'output': {'quality': 'high', 'width': 1080, 'height': 1920}}"));
        assertThat(variant.applyTo(json("{'scenes': []}"), new Size(2, 4)))
                .isEqualTo(json("{'scenes': [], 'output': {'width': 2, 'height': 4}}"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws JsonProcessingException {
        List<Variant> given =
                variants(
                        "['9:16', {'name': 'Square', 'width': 720, 'height': 720, 'fit': 'cover'}]");
        assertThat(given)
                .containsExactly(
                        new Variant("9:16", Rational.of(9, 16), null, null, null),
                        new Variant("Square", null, 720, 720, Fit.COVER));
        assertThat(Variant.read(Variant.toJson(given), "", PlanLimits.DEFAULT, errors))
                .isEqualTo(given);
        assertThat(errors).isEmpty();
    }

    @Test
    void aRequestMayNotSayMoreThanIsRead() throws JsonProcessingException {
        List<Variant> _ = variants("[{'aspect': '1:1', 'colour': 'red'}]");
        assertThat(errors)
                .containsExactly(new PlanFault("/variants/0/colour", "unknown field, ignored"));
    }
}
