package dev.rushes.api.plan.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.PlanCheck;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.SourceCatalog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Plans of everything that formats may hold, and what they can hold of them. */
final class TestCuts {
    private TestCuts() {}

    private static final PlanLimits LIMITS = new PlanLimits(5000, Rational.of(21600), 4096);

    private static final SourceCatalog SOURCES =
            new SourceCatalog() {
                @Override
                public Optional<Source> source(String s3Key) {
                    return Optional.of(new Source(Rational.of(3600), null));
                }

                @Override
                public boolean hasScene(UUID sceneId) {
                    return true;
                }
            };

    static final ObjectMapper JSON = new ObjectMapper();

    static final MediaNames NAMES =
            name -> name.startsWith("episodes/") ? Optional.of(name) : Optional.empty();

    static CutList list(JsonNode plan, String rate) {
        return list(plan, rate, Map.of());
    }

    static CutList list(JsonNode plan, String rate, Map<String, CutList.Media> media) {
        PlanCheck check = PlanCheck.of(plan, SOURCES, LIMITS);
        assertThat(check.errors()).as(plan.toString()).isEmpty();
        return CutList.of(
                "A title", Rational.parse(rate), 1920, 1080, plan, programme(check), media);
    }

    private static Programme programme(PlanCheck check) {
        return Objects.requireNonNull(check.programme());
    }

    /** What both formats can hold of a plan, in frames. */
    static List<String> told(JsonNode plan, String rate, boolean reasons) {
        List<String> told = new ArrayList<>();
        for (CutList.Cut cut : list(plan, rate).cuts()) {
            told.add(
                    cut.s3Key()
                            + " "
                            + cut.in().times(Rational.parse(rate)).roundHalfUp()
                            + "+"
                            + cut.frames()
                            + " x"
                            + cut.speed()
                            + " "
                            + cut.transition()
                            + " "
                            + cut.overlap()
                            + (reasons
                                    ? " "
                                            + cut.fadeIn()
                                            + " "
                                            + cut.fadeOut()
                                            + " "
                                            + CutList.reason(cut)
                                    : ""));
        }
        return told;
    }

    /** A plan of everything; on whole frames, where formats hold no more. */
    static ObjectNode plan(Random random, Rational rate, boolean wholeFrames) {
        JsonNodeFactory json = JSON.getNodeFactory();
        ObjectNode plan = json.objectNode().put("version", 1);
        plan.putObject("output")
                .put("frameRate", rate.toString())
                .put("width", 1280)
                .put("height", 720);
        plan.putObject("music").put("enabled", false);
        ArrayNode scenes = plan.putArray("scenes");
        int count = random.nextInt(1, 5);
        for (int s = 0; s < count; s++) {
            ObjectNode scene =
                    scenes.addObject().put("sceneId", new UUID(1, random.nextLong()).toString());
            scene.put("name", "Scene & <" + s + ">");
            ArrayNode clips = scene.putArray("clips");
            int of = random.nextInt(1, 5);
            for (int c = 0; c < of; c++) {
                ObjectNode clip =
                        clips.addObject()
                                .put(
                                        "s3Key",
                                        "episodes/e/scenes/s/u/take " + random.nextInt(9) + ".mp4");
                long in = random.nextInt(0, 2000);
                // Divisible by every speed used.
                long frames = 4L * random.nextInt(30, 100);
                ObjectNode trim = clip.putObject("trim");
                double jitter = wholeFrames ? 0 : random.nextInt(0, 5) / 10_000.0;
                trim.put("start", seconds(in, rate, jitter))
                        .put("end", seconds(in + frames, rate, jitter));
                if (random.nextInt(4) == 0) {
                    clip.put("speed", new BigDecimal(random.nextBoolean() ? "2" : "0.5"));
                }
                if (random.nextBoolean()) {
                    clip.put("reason", "steady; \"sharp\" <" + c + ">").put("confidence", 0.8);
                }
                if (random.nextInt(3) == 0) {
                    clip.putArray("alternates")
                            .addObject()
                            .put("s3Key", "episodes/e/other.mp4")
                            .put("rank", 1);
                    clip.put("fit", "cover").put("volume", 0.5);
                }
                if (c > 0 && random.nextInt(3) == 0) {
                    clip.set("transition", transition(random, rate));
                }
            }
            if (random.nextBoolean()) {
                ArrayNode transitions = scene.putArray("transitions");
                transitions.add(
                        s > 0 && random.nextBoolean()
                                ? transition(random, rate)
                                : json.textNode("cut"));
            }
        }
        return plan;
    }

    private static JsonNode transition(Random random, Rational rate) {
        String[] names = {"dissolve", "wipe_left", "circle_open", "fade_white", "slide_up"};
        return JSON.createObjectNode()
                .put("type", names[random.nextInt(names.length)])
                .put("duration", seconds(random.nextInt(4, 25), rate, 0));
    }

    private static BigDecimal seconds(long frames, Rational rate, double jitter) {
        BigDecimal plain =
                Rational.of(frames)
                        .dividedBy(rate)
                        .toDecimal()
                        .add(BigDecimal.valueOf(jitter))
                        .setScale(6, RoundingMode.HALF_UP);
        return plain.stripTrailingZeros().scale() < 0
                ? plain.setScale(0)
                : plain.stripTrailingZeros();
    }
}
