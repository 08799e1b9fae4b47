package dev.rushes.render.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.layer.LayerTemplate;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.PlanCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Renders every preset that comes with Rushes, filled in with made media, and compares a picture of it with the one that
 * api-service serves. After a change that is meant, {@code -Drushes.previews=write} makes those pictures anew.
 */
class SystemPresetsTest {
    private static final String MIGRATION = "/db/migration/V10__system_layer_presets.sql";

    private static final Path PREVIEWS =
            Path.of("../api-service/src/main/resources/META-INF/resources/previews/layer-presets");

    /** What a viewer of a form would see is gone when it is less alike than this. */
    private static final double ALIKE = 0.97;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A valley at dusk with a sun, wider than the picture that pans over it. */
    private static final String VALLEY =
            "format=rgb24,geq="
                    + "r='if(gt(Y,270+22*sin(X/70+2)),22,if(gt(Y,222+28*sin(X/95)+9*sin(X/31)),62,if(lt(hypot(X-520,Y-165),44),255,70+170*Y/300)))':"
                    + "g='if(gt(Y,270+22*sin(X/70+2)),40,if(gt(Y,222+28*sin(X/95)+9*sin(X/31)),74,if(lt(hypot(X-520,Y-165),44),226,74+70*Y/300)))':"
                    + "b='if(gt(Y,270+22*sin(X/70+2)),52,if(gt(Y,222+28*sin(X/95)+9*sin(X/31)),104,if(lt(hypot(X-520,Y-165),44),170,140-30*Y/300)))'";

    /** A white ring with a dot, on nothing. */
    private static final String RING =
            "color=c=white:s=160x160,format=rgba,geq=r=255:g=255:b=255:a='255*(between(hypot(X-80,Y-80),52,74)+lt(hypot(X-80,Y-80),24))'";

    /** A bottle with a cap and a label, on nothing. */
    private static final String BOTTLE =
            "color=c=white:s=160x320,format=rgba,geq="
                    + "r='if(lt(Y,46),240,if(between(Y,170,250),245,20+70*X/160))':g='if(lt(Y,46),180,if(between(Y,170,250),240,120+60*X/160))':"
                    + "b='if(lt(Y,46),41,if(between(Y,170,250),225,110+60*X/160))':"
                    + "a='255*(if(lt(Y,46),between(X,58,102)*gt(Y,14),if(lt(Y,110),lt(abs(X-80),24+40*(1-cos((Y-46)/64*PI))/2),lt(abs(X-80),64)*lt(Y,306))))'";

    @TempDir static Path folder = Path.of("");

    private static AgainstFFmpeg program;
    private static Footage footage;

    @BeforeAll
    static void makeMedia() {
        program = new AgainstFFmpeg(folder);
        Path valley = still("valley.png", "color=s=800x360," + VALLEY);
        Path clip = pan(valley, "4", "", "clip.mp4");
        Path insert = pan(valley, "1", "hue=h=160:s=0.8,", "insert.mp4");
        Path song =
                program.make(
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=f=220:d=2,volume=0.5",
                        "-c:a",
                        "aac",
                        "song.m4a");
        footage =
                new Footage(folder)
                        .add("clip", clip)
                        .add("insert", insert)
                        .add("song", song)
                        .asset(
                                "back",
                                still(
                                        "back.png",
                                        "gradients=s=640x360:c0=0x12263f:c1=0x4a2f6b:x0=0:y0=0:x1=639:y1=359:nb_colors=2:seed=1"))
                        .asset("logo", still("logo.png", RING))
                        .asset("product", still("product.png", BOTTLE));
    }

    private static Path pan(Path still, String seconds, String filter, String name) {
        return program.make(
                "-loop",
                "1",
                "-framerate",
                "25",
                "-i",
                still.toString(),
                "-t",
                seconds,
                "-vf",
                "crop=640:360:x='t*40':y=0,"
                        + filter
                        + "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-crf",
                "8",
                "-threads",
                "1",
                "-colorspace",
                "bt709",
                "-color_primaries",
                "bt709",
                "-color_trc",
                "bt709",
                "-color_range",
                "tv",
                name);
    }

    private static Path still(String name, String source) {
        return program.make("-f", "lavfi", "-i", source, "-frames:v", "1", name);
    }

    static Stream<Preset> presets() throws IOException {
        try (InputStream migration =
                Objects.requireNonNull(SystemPresetsTest.class.getResourceAsStream(MIGRATION))) {
            String sql = new String(migration.readAllBytes(), StandardCharsets.UTF_8);
            JsonNode presets = JSON.readTree(sql.split("\\$presets\\$", -1)[1]);
            assertThat(presets).hasSize(8);
            return StreamSupport.stream(presets.spliterator(), false).map(Preset::new);
        }
    }

    record Preset(JsonNode row) {
        @Override
        public String toString() {
            return row.get("name").textValue();
        }

        JsonNode filled() {
            Map<String, JsonNode> values = new HashMap<>();
            for (JsonNode name : row.get("placeholders")) {
                values.put(
                        name.textValue(), JSON.getNodeFactory().textNode(value(name.textValue())));
            }
            return LayerTemplate.resolve(row.get("layer_template"), values);
        }

        private static String value(String placeholder) {
            return switch (placeholder) {
                case "TITLE" -> "The Long Valley";
                case "SUBTITLE" -> "Episode 3 · Water";
                case "ACCENT_COLOUR" -> "#f0b429";
                case "BACKGROUND_COLOUR" -> "#1f3a4d";
                case "BACKGROUND_IMAGE" -> "back";
                case "LOGO_IMAGE" -> "logo";
                case "SPEAKER_NAME" -> "Ana Lindqvist";
                case "SPEAKER_ROLE" -> "Hydrologist";
                case "INSERT_VIDEO" -> "insert";
                case "INSERT_LABEL" -> "Camera 2";
                case "PRODUCT_IMAGE" -> "product";
                case "PRODUCT_NAME" -> "Spring No. 7";
                case "PRICE" -> "€ 4.90";
                case "HEADLINE" -> "Why it lasts";
                case "FEATURE_1" -> "Glass, not plastic";
                case "FEATURE_2" -> "Filled at the source";
                case "FEATURE_3" -> "Comes back to be filled";
                case "CALL_TO_ACTION" -> "Watch the next episode";
                case "CHANNEL_NAME" -> "@longvalley";
                case "CLOSING_LINE" -> "Thank you for watching";
                case "CREDITS" -> "Camera: Ana Lindqvist\nEdit: Tomás Rey\nMusic: North Lake";
                case "CLOSING_MUSIC" -> "song";
                default -> throw new IllegalArgumentException(placeholder);
            };
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void isRenderedAsItsPictureShows(Preset preset) throws IOException {
        JsonNode plan =
                JSON.readTree(
                        """
                        {"scenes": [{"clips": [{"s3Key": "clip", "trim": {"start": 0, "end": 4}}]}],
                         "output": {"width": 640, "height": 360, "frameRate": 25, "quality": "high"}}
                        """);
        ((ObjectNode) plan.get("scenes").get(0)).set("layers", preset.filled());
        PlanCheck check = footage.check(plan);
        assertThat(check.errors()).isEmpty();
        assertThat(check.warnings()).isEmpty();

        Seen seen = footage.render(footage.compile(plan), RenderListener.NONE);

        assertThat(seen.video().warnings()).isEmpty();
        assertThat(seen.video().duration()).isEqualTo(Rational.of(4));
        assertThat(seen.frames(frame -> 1)).hasSize(100);
        String name = preset.row().get("preview").textValue();
        Path picture = picture(seen.file(), name);
        Path served = PREVIEWS.resolve(name);
        if ("write".equals(System.getProperty("rushes.previews"))) {
            Files.createDirectories(PREVIEWS);
            Files.copy(picture, served, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(served).isRegularFile();
        assertThat(Files.size(served)).isLessThan(20_000);
        List<Double> likeness = program.likeness(picture, "[0:v]null[ref]", served);
        assertThat(likeness).hasSize(1);
        assertThat(likeness.getFirst()).isGreaterThan(ALIKE);
    }

    /** The frame at 2.5 s, when everything has come. */
    private static Path picture(Path video, String name) {
        return program.make(
                "-ss",
                "2.5",
                "-i",
                video.toString(),
                "-frames:v",
                "1",
                "-vf",
                "scale=480:270:flags=area+accurate_rnd+bitexact",
                "-q:v",
                "4",
                name);
    }
}
