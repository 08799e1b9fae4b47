package dev.rushes.api.plan.diff;

import dev.rushes.common.plan.Rational;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which clip of one plan is which of the other. Clips have no ids, so it is told by what they show: the same part of the
 * same take, an overlapping part of it, another part of it, another take of its scene. Two ways are tried and the one
 * that needs fewer changes is taken: first the clips that are the same stay in their order, and what is left between two
 * of them is paired; or as many clips as possible keep their order, changed or not. Either way the same clip, or an
 * overlapping part of it, is then looked for elsewhere: it has moved.
 */
final class ClipPairs {
    /** Every pair in its order saves one change; the surer ones are preferred among as many. */
    private static final int SAME = 100_000;

    private static final int OVERLAPPING = 99_800;
    private static final int SAME_TAKE = 99_700;
    private static final int OTHER_TAKE = 99_600;

    /** Stands for the end of a take of unknown length: what a plan's check allows at most. */
    private static final Rational FAR_END = Rational.of(10_000_000);

    private static final Rational NANOS = Rational.of(1_000_000_000);

    private final List<ClipUse> before;
    private final List<ClipUse> after;
    private final int[] partners;
    private final boolean[] moved;
    private final boolean[] taken;

    private ClipPairs(List<ClipUse> before, List<ClipUse> after, int[] partners) {
        this.before = before;
        this.after = after;
        this.partners = partners;
        this.moved = new boolean[before.size()];
        this.taken = new boolean[after.size()];
        for (int partner : partners) {
            if (partner >= 0) {
                taken[partner] = true;
            }
        }
    }

    static ClipPairs of(List<ClipUse> before, List<ClipUse> after) {
        Measures measures = new Measures(before, after);
        ClipPairs sameFirst =
                new ClipPairs(
                        before,
                        after,
                        Alignment.of(
                                before.size(),
                                after.size(),
                                SAME,
                                (i, j) -> measures.isSame(i, j) ? SAME : 0));
        int[] stayed = sameFirst.partners.clone();
        sameFirst.lookElsewhere(ClipPairs::isSame);
        sameFirst.lookBetween(stayed, measures);
        sameFirst.lookElsewhere(ClipPairs::overlap);
        int fewest = sameFirst.changes();
        if (fewest <= 1) {
            return sameFirst;
        }
        ClipPairs mostInOrder =
                new ClipPairs(
                        before,
                        after,
                        Alignment.of(before.size(), after.size(), SAME, measures::likeness));
        mostInOrder.lookElsewhere(ClipPairs::isSame);
        mostInOrder.lookElsewhere(ClipPairs::overlap);
        return mostInOrder.changes() < fewest ? mostInOrder : sameFirst;
    }

    /** How many changes of clips these pairs come to. */
    private int changes() {
        int changes = 0;
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] < 0) {
                changes++;
            } else {
                changes += moved[i] ? 1 : 0;
                changes += isSame(before.get(i), after.get(partners[i])) ? 0 : 1;
            }
        }
        for (boolean wasThere : taken) {
            changes += wasThere ? 0 : 1;
        }
        return changes;
    }

    private static boolean isSame(ClipUse a, ClipUse b) {
        return a.s3Key().equals(b.s3Key())
                && a.start().equals(b.start())
                && Objects.equals(a.end(), b.end());
    }

    /** Index of the clip in the newer plan, or -1 where it is gone. */
    int partner(int index) {
        return partners[index];
    }

    /** Whether the pair does not keep the order. */
    boolean isOutOfOrder(int index) {
        return moved[index];
    }

    /** Whether the newer plan's clip was there before. */
    boolean wasThere(int index) {
        return taken[index];
    }

    /** Pairs what is left between two neighbours that stayed with what came between them. */
    private void lookBetween(int[] inOrder, Measures measures) {
        int start = 0;
        int from = 0;
        for (int i = 0; i <= inOrder.length; i++) {
            int partner = i == inOrder.length ? taken.length : inOrder[i];
            if (partner >= 0) {
                pairBetween(left(start, i), came(from, partner), measures);
                start = i + 1;
                from = partner + 1;
            }
        }
    }

    private void pairBetween(List<Integer> left, List<Integer> came, Measures measures) {
        int[] found =
                Alignment.of(
                        left.size(),
                        came.size(),
                        SAME,
                        (i, j) -> measures.likeness(left.get(i), came.get(j)));
        for (int i = 0; i < found.length; i++) {
            if (found[i] >= 0) {
                partners[left.get(i)] = came.get(found[i]);
                taken[came.get(found[i])] = true;
            }
        }
    }

    private List<Integer> left(int from, int to) {
        return IntStream.range(from, to).filter(i -> partners[i] < 0).boxed().toList();
    }

    private List<Integer> came(int from, int to) {
        return IntStream.range(from, to).filter(j -> !taken[j]).boxed().toList();
    }

    private void lookElsewhere(BiPredicate<ClipUse, ClipUse> same) {
        Map<String, ArrayDeque<Integer>> left = new HashMap<>();
        for (int i = 0; i < partners.length; i++) {
            if (partners[i] < 0) {
                left.computeIfAbsent(before.get(i).s3Key(), key -> new ArrayDeque<>()).add(i);
            }
        }
        for (int j = 0; j < taken.length; j++) {
            ArrayDeque<Integer> candidates = left.get(after.get(j).s3Key());
            if (taken[j] || candidates == null) {
                continue;
            }
            Integer found = first(candidates, j, same);
            if (found != null) {
                candidates.remove(found);
                partners[found] = j;
                moved[found] = true;
                taken[j] = true;
            }
        }
    }

    private @Nullable Integer first(
            Iterable<Integer> candidates, int j, BiPredicate<ClipUse, ClipUse> same) {
        for (Integer i : candidates) {
            if (same.test(before.get(i), after.get(j))) {
                return i;
            }
        }
        return null;
    }

    private static boolean overlap(ClipUse a, ClipUse b) {
        return a.start().compareTo(end(b)) < 0 && b.start().compareTo(end(a)) < 0;
    }

    private static Rational end(ClipUse clip) {
        return clip.end() == null ? FAR_END : clip.end();
    }

    /** Keys and times as plain numbers: they are compared millions of times. */
    private static final class Measures {
        private final List<ClipUse> before;
        private final List<ClipUse> after;
        private final Side old;
        private final Side now;

        private static final class Side {
            final int[] keys;
            final int[] shotFor;
            final long[] starts;
            final long[] ends;
            final boolean namesAlternates;

            Side(List<ClipUse> clips, Map<String, Integer> numbers) {
                int size = clips.size();
                keys = new int[size];
                shotFor = new int[size];
                starts = new long[size];
                ends = new long[size];
                namesAlternates = clips.stream().anyMatch(clip -> !clip.alternates().isEmpty());
                for (int i = 0; i < size; i++) {
                    ClipUse clip = clips.get(i);
                    keys[i] = number("key " + clip.s3Key(), numbers);
                    shotFor[i] =
                            clip.shotFor() == null
                                    ? -1
                                    : number("scene " + clip.shotFor(), numbers);
                    starts[i] = clip.start().times(NANOS).floor();
                    ends[i] = end(clip).times(NANOS).floor();
                }
            }

            private static int number(String name, Map<String, Integer> numbers) {
                Integer known = numbers.putIfAbsent(name, numbers.size());
                return known == null ? numbers.size() - 1 : known;
            }
        }

        Measures(List<ClipUse> before, List<ClipUse> after) {
            this.before = before;
            this.after = after;
            Map<String, Integer> numbers = new HashMap<>();
            old = new Side(before, numbers);
            now = new Side(after, numbers);
        }

        boolean isSame(int i, int j) {
            return old.keys[i] == now.keys[j]
                    && old.starts[i] == now.starts[j]
                    && old.ends[i] == now.ends[j];
        }

        int likeness(int i, int j) {
            if (old.keys[i] != now.keys[j]) {
                boolean another =
                        (old.shotFor[i] >= 0 && old.shotFor[i] == now.shotFor[j])
                                || ((old.namesAlternates || now.namesAlternates)
                                        && before.get(i).isAnotherTakeOf(after.get(j)));
                return another ? OTHER_TAKE : 0;
            }
            if (isSame(i, j)) {
                return SAME;
            }
            long overlap =
                    Math.min(old.ends[i], now.ends[j]) - Math.max(old.starts[i], now.starts[j]);
            long union =
                    Math.max(old.ends[i], now.ends[j]) - Math.min(old.starts[i], now.starts[j]);
            return overlap > 0 ? OVERLAPPING + (int) (100 * overlap / union) : SAME_TAKE;
        }
    }
}
