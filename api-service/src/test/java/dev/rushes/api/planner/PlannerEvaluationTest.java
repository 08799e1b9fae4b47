package dev.rushes.api.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.common.footage.Span;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules against episodes whose truth is known; `./rushes bench plan` does the same with real media. */
class PlannerEvaluationTest {
    static final PlannerSettings SETTINGS =
            new SmallRyeConfigBuilder()
                    .withMapping(PlannerSettings.class)
                    .build()
                    .getConfigMapping(PlannerSettings.class);

    private static final RulesPlanner PLANNER = new RulesPlanner(SETTINGS);
    private static final long SEED = 20261125;

    /** One clip against the truth. */
    record Judged(boolean rightTake, double inError, double outError, double confidence) {
        boolean mistaken() {
            return !rightTake || Math.max(inError, outError) > 2 * Rehearsal.FRAME;
        }
    }

    @Test
    void fortyEpisodesAreCutFromTheRightTakesAtTheirPauses() {
        List<Judged> judged = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double share = 0.85 + 0.01 * (i % 20);
            Rehearsal episode = Rehearsal.of(SEED + i, 0.1, share, Habits.NONE);
            Proposal plan = PLANNER.plan(episode.material(), episode.brief());
            judged.addAll(judged(episode, plan));
            lengths.add(
                    Math.abs(
                            plan.structure().get("totalDuration").doubleValue() / episode.target()
                                    - 1));
        }
        assertThat(share(judged, Judged::rightTake)).as("right takes").isGreaterThanOrEqualTo(0.95);
        List<Judged> right = judged.stream().filter(Judged::rightTake).toList();
        assertThat(share(right, clip -> clip.inError() <= 2 * Rehearsal.FRAME))
                .as("in-points within two frames, of %d clips", right.size())
                .isGreaterThanOrEqualTo(0.9);
        assertThat(share(right, clip -> clip.outError() <= 2 * Rehearsal.FRAME))
                .as("out-points within two frames")
                .isGreaterThanOrEqualTo(0.9);
        assertThat(lengths).as("share by which lengths miss").allMatch(off -> off <= 0.05);
    }

    @Test
    void theSameInputGivesTheSamePlan() {
        for (int i = 0; i < 5; i++) {
            Rehearsal episode = Rehearsal.of(SEED + i, 0.5, 0.9, Habits.NONE);
            Rehearsal again = Rehearsal.of(SEED + i, 0.5, 0.9, Habits.NONE);
            assertThat(PLANNER.plan(again.material(), again.brief()))
                    .isEqualTo(PLANNER.plan(episode.material(), episode.brief()));
        }
    }

    @Test
    void everyClipHasAReasonAndEvidence() {
        Rehearsal episode = Rehearsal.of(SEED, 0.1, 1, Habits.NONE);
        Proposal plan = PLANNER.plan(episode.material(), episode.brief());
        for (int i = 0; i < plan.structure().get("scenes").size(); i++) {
            JsonNode clips = plan.structure().get("scenes").get(i).get("clips");
            for (int j = 0; j < clips.size(); j++) {
                String pointer = "/scenes/%d/clips/%d".formatted(i, j);
                assertThat(clips.get(j).get("reason").asText()).isNotBlank();
                Choice take = at(plan, pointer);
                assertThat(take.evidence().at("/parts/completeness").isNumber()).isTrue();
                assertThat(take.evidence().at("/scriptLines/from").intValue())
                        .isEqualTo(i * 10 + 1);
                assertThat(at(plan, pointer + "/trim").evidence().get("speechStart").isNumber())
                        .isTrue();
            }
        }
    }

    /** With flaws from plain to hardly there, so that there are mistakes to be sure or unsure about. */
    @Test
    void higherConfidenceGoesWithFewerMistakes() {
        List<Judged> judged = new ArrayList<>();
        List<double[]> plans = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Rehearsal episode = Rehearsal.of(SEED + 1000 + i, (i % 20) / 19.0, 1, Habits.NONE);
            Proposal plan = PLANNER.plan(episode.material(), episode.brief());
            List<Judged> clips = judged(episode, plan);
            judged.addAll(clips);
            plans.add(new double[] {plan.confidence(), share(clips, Judged::mistaken)});
        }
        List<Double> ofClips =
                terciles(
                        judged.stream()
                                .map(clip ->
                                        new double[] {clip.confidence(), clip.mistaken() ? 1 : 0})
                                .toList());
        List<Double> ofPlans = terciles(plans);
        System.out.printf(
                "mistakes from the least to the most confident third: clips %s, plans %s%n",
                ofClips, ofPlans);
        for (List<Double> mistakes : List.of(ofClips, ofPlans)) {
            assertThat(mistakes.get(0)).isGreaterThan(2 * mistakes.get(1));
            assertThat(mistakes.get(1)).isGreaterThanOrEqualTo(mistakes.get(2));
            assertThat(mistakes.get(2)).isLessThan(0.05);
        }
    }

    /** Mean of the second number in each third of the first. */
    static List<Double> terciles(List<double[]> values) {
        List<double[]> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparingDouble(value -> value[0]));
        List<Double> means = new ArrayList<>();
        for (int third = 0; third < 3; third++) {
            means.add(
                    sorted
                            .subList(third * sorted.size() / 3, (third + 1) * sorted.size() / 3)
                            .stream()
                            .mapToDouble(value -> value[1])
                            .average()
                            .orElseThrow());
        }
        return means;
    }

    private static double share(
            List<Judged> judged, java.util.function.Predicate<Judged> condition) {
        return (double) judged.stream().filter(condition).count() / judged.size();
    }

    static Choice at(Proposal plan, String pointer) {
        return plan.choices().stream()
                .filter(choice -> choice.pointer().equals(pointer))
                .findFirst()
                .orElseThrow();
    }

    /** Every clip; where a transition overlaps, from where it is over. */
    static List<Judged> judged(Rehearsal episode, Proposal plan) {
        List<Judged> judged = new ArrayList<>();
        JsonNode scenes = plan.structure().get("scenes");
        for (int i = 0; i < scenes.size(); i++) {
            JsonNode clips = scenes.get(i).get("clips");
            for (int j = 0; j < clips.size(); j++) {
                JsonNode clip = clips.get(j);
                String key = clip.get("s3Key").asText();
                double in = clip.at("/trim/start").doubleValue();
                double out = clip.at("/trim/end").doubleValue();
                if (j == 0) {
                    in += joined(scenes.get(i), 0);
                }
                if (j == clips.size() - 1) {
                    out -= joined(scenes.get(i), 1);
                    out -= i + 1 < scenes.size() ? joined(scenes.get(i + 1), 0) : 0;
                }
                double starts = Double.MAX_VALUE;
                double ends = Double.MAX_VALUE;
                for (Span phrase : episode.phrases().getOrDefault(key, List.of())) {
                    starts = Math.min(starts, Math.abs(phrase.start() - in));
                    ends = Math.min(ends, Math.abs(phrase.end() - out));
                }
                judged.add(
                        new Judged(
                                episode.right().contains(key),
                                starts,
                                ends,
                                clip.get("confidence").doubleValue()));
            }
        }
        return judged;
    }

    private static double joined(JsonNode scene, int edge) {
        return scene.at("/transitions/" + edge + "/duration").asDouble();
    }
}
