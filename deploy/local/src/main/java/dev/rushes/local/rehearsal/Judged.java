package dev.rushes.local.rehearsal;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One clip of a plan against the truth.
 *
 * @param rightTake whether nothing is wrong with its take
 * @param inError seconds from its in-point to the nearest begin of a phrase; where a transition overlaps, from its end
 * @param outError the same at its out-point
 * @param explained whether it has a reason, and a row with evidence
 */
record Judged(
        boolean rightTake, double inError, double outError, double confidence, boolean explained) {
    /** Two frames. */
    static final double TOLERANCE = 2.0 / MakeTake.RATE;

    boolean mistaken() {
        return !rightTake || inError > TOLERANCE || outError > TOLERANCE;
    }

    static List<Judged> of(JsonNode plan, JsonNode rows, Map<String, RehearsedTake> takes) {
        List<Judged> judged = new java.util.ArrayList<>();
        JsonNode scenes = plan.path("editStructure").path("scenes");
        for (int i = 0; i < scenes.size(); i++) {
            JsonNode clips = scenes.get(i).path("clips");
            for (int j = 0; j < clips.size(); j++) {
                JsonNode clip = clips.get(j);
                RehearsedTake take = takes.get(clip.path("s3Key").asString());
                if (take == null) {
                    throw new IllegalStateException("a plan shows what was never shot: " + clip);
                }
                double in = clip.path("trim").path("start").asDouble();
                double out = clip.path("trim").path("end").asDouble();
                if (j == 0) {
                    in += joined(scenes.get(i), 0);
                }
                if (j == clips.size() - 1) {
                    out -= joined(scenes.get(i), 1);
                    out -= i + 1 < scenes.size() ? joined(scenes.get(i + 1), 0) : 0;
                }
                double starts = Double.MAX_VALUE;
                double ends = Double.MAX_VALUE;
                for (Phrase phrase : take.phrases()) {
                    starts = Math.min(starts, Math.abs(phrase.start() - in));
                    ends = Math.min(ends, Math.abs(phrase.end() - out));
                }
                judged.add(
                        new Judged(
                                take.flaw() == Flaw.NONE,
                                starts,
                                ends,
                                clip.path("confidence").asDouble(),
                                !clip.path("reason").asString("").isBlank()
                                        && hasEvidence(
                                                rows, "/scenes/%d/clips/%d".formatted(i, j))));
            }
        }
        return judged;
    }

    private static boolean hasEvidence(JsonNode rows, String pointer) {
        for (JsonNode row : rows.path("items")) {
            if (row.path("pointer").asString().equals(pointer)) {
                return row.path("evidence").size() > 0 && !row.path("why").asString("").isBlank();
            }
        }
        return false;
    }

    private static double joined(JsonNode scene, int edge) {
        return scene.path("transitions").path(edge).path("duration").asDouble(0);
    }
}
