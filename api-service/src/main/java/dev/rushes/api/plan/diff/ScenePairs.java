package dev.rushes.api.plan.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which scene of one plan is which of the other: by what it is, then by the clips that stayed in it, then by place. */
final class ScenePairs {
    private final int[] partners;

    private ScenePairs(int scenes) {
        partners = new int[scenes];
        Arrays.fill(partners, -1);
    }

    private record Candidate(int before, int after, int clips) {}

    static ScenePairs of(PlanContent before, PlanContent after, ClipPairs clips) {
        ScenePairs pairs = new ScenePairs(before.scenes.size());
        boolean[] taken = new boolean[after.scenes.size()];
        Map<Long, Integer> shared = new HashMap<>();
        for (int i = 0; i < before.clips.size(); i++) {
            if (clips.partner(i) >= 0) {
                long pair =
                        ((long) before.clips.get(i).scene() << 32)
                                | after.clips.get(clips.partner(i)).scene();
                shared.merge(pair, 1, Integer::sum);
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        shared.forEach((pair, count) ->
                candidates.add(new Candidate((int) (pair >>> 32), pair.intValue(), count)));
        // A scene may be in a plan twice: most clips in common first, then the nearest place.
        candidates.sort(
                Comparator.comparingInt(Candidate::clips)
                        .reversed()
                        .thenComparingInt(pair -> Math.abs(pair.before - pair.after))
                        .thenComparingInt(Candidate::before));
        for (Candidate pair : candidates) {
            if (isSame(before.scenes.get(pair.before), after.scenes.get(pair.after))) {
                pairs.take(pair.before, pair.after, taken);
            }
        }
        for (int i = 0; i < pairs.partners.length; i++) {
            for (int j = 0; j < taken.length && pairs.partners[i] < 0; j++) {
                if (isSame(before.scenes.get(i), after.scenes.get(j))) {
                    pairs.take(i, j, taken);
                }
            }
        }
        candidates.forEach(pair -> pairs.take(pair.before, pair.after, taken));
        for (int i = 0; i < Math.min(pairs.partners.length, taken.length); i++) {
            pairs.take(i, i, taken);
        }
        return pairs;
    }

    /** Index of the scene in the newer plan, or -1 where it is gone. */
    int partner(int index) {
        return partners[index];
    }

    private void take(int before, int after, boolean[] taken) {
        if (partners[before] < 0 && !taken[after]) {
            partners[before] = after;
            taken[after] = true;
        }
    }

    private static boolean isSame(SceneUse before, SceneUse after) {
        return before.identity() != null && before.identity().equals(after.identity());
    }
}
