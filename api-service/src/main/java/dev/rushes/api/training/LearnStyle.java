package dev.rushes.api.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.training.WantedDecisions.Wanted;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Learns a show's style from its people's decisions and its training videos; what other shows do does not count.
 *
 * <p>A trim is a decision TRIM_CLIP that no planner suggested, or a suggestion with {@code "accepted": true} in its
 * context, from {@code beforeState} to {@code afterState} ({@code {start, end}}, or within {@code trim}). Where the state
 * before already follows a style, its context says so as {@code "learned": {"in": seconds, "out": seconds}}: that is
 * added, or a style that works would be unlearnt by its own success. Where a person decided several times about one row
 * of a plan, what counts is from its first state before to its last one after. What an approval
 * kept of the planner's suggestions counts where a habit made it: it upholds that habit, which else would be outweighed by its
 * own exceptions.
 */
@ApplicationScoped
public class LearnStyle {
    private static final int FEWEST = 5;

    private final EntityManager database;
    private final WantedDecisions decisions;
    private final DescribeStyle videos;

    LearnStyle(EntityManager database, WantedDecisions decisions, DescribeStyle videos) {
        this.database = database;
        this.decisions = decisions;
        this.videos = videos;
    }

    /** What is known of a show. The caller has made sure that the show may be seen. */
    @Transactional
    public StyleProfile of(UUID showId) {
        List<Double> ins = new ArrayList<>();
        List<Double> outs = new ArrayList<>();
        for (Wanted trim : decisions.newest(showId, "TRIM_CLIP")) {
            add(ins, trim, "start", "in");
            add(outs, trim, "end", "out");
        }
        Places places = takes(showId);
        StyleView seen = videos.describe(showId);
        return new StyleProfile(
                habit(ins).learned("the in-point"),
                habit(outs).learned("the out-point"),
                transitions(decisions.newest(showId, "CHANGE_TRANSITION")),
                places.learned(places.last(), "last"),
                places.learned(places.first(), "first"),
                StyleProfile.Learned.ofVideos(
                        seen.averageClipSeconds(), "mean seconds from cut to cut, by length"),
                changes(seen.transitionPatterns()),
                StyleProfile.Learned.ofVideos(seen.music(), "part with music, by length"),
                StyleProfile.Mix.ofVideos(
                        seen.pacing().shares(),
                        seen.pacing().videos(),
                        "rhythms of the videos, by length"),
                StyleProfile.Learned.ofVideos(
                        figure(seen.overlayUsage().path("perMinute")),
                        "texts over the picture a minute, by length"),
                StyleProfile.Learned.ofVideos(
                        figure(seen.textStyle().path("secondsShown")),
                        "mean seconds that a text is seen, by length"),
                StyleProfile.Learned.ofVideos(
                        figure(seen.overlayUsage().path("share")),
                        "part of the time with something over the picture, by length"),
                places(seen.overlayUsage().path("places")));
    }

    private static StyleView.Figure figure(JsonNode laid) {
        JsonNode average = laid.path("average");
        return new StyleView.Figure(
                average.isNumber() ? average.decimalValue() : null, laid.path("videos").asInt());
    }

    private static StyleProfile.Mix places(JsonNode laid) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        laid.path("shares")
                .properties()
                .forEach(place -> shares.put(place.getKey(), place.getValue().decimalValue()));
        return StyleProfile.Mix.ofVideos(
                shares, laid.path("videos").asInt(), "videos with texts there, by length");
    }

    private static void add(List<Double> moves, Wanted trim, String point, String learned) {
        JsonNode context = trim.first().context;
        JsonNode known = context == null ? null : context.path("learned").get(learned);
        if (trim.isKept()) {
            if (context != null && known != null) {
                int decisions = context.at("/learned/decisions").asInt();
                moves.add(TrimHabit.undoubted(known.asDouble(), decisions));
            }
            return;
        }
        Double before = seconds(trim.first().beforeState, point);
        Double after = seconds(trim.last().afterState, point);
        if (before != null && after != null) {
            moves.add(after - before + (known == null ? 0 : known.asDouble()));
        }
    }

    private static @Nullable Double seconds(@Nullable JsonNode state, String point) {
        if (state == null) {
            return null;
        }
        JsonNode value = state.path("trim").get(point);
        if (value == null) {
            value = state.get(point);
        }
        return value == null || !value.isNumber() ? null : value.doubleValue();
    }

    private static TrimHabit habit(List<Double> moves) {
        return new TrimHabit(moves.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static StyleProfile.Mix transitions(List<Wanted> decisions) {
        Map<String, Integer> counted = new TreeMap<>();
        for (Wanted decision : decisions) {
            String name = transition(decision.last().afterState);
            if (name != null) {
                counted.merge(name, 1, Integer::sum);
            }
        }
        int all = counted.values().stream().mapToInt(Integer::intValue).sum();
        if (all < FEWEST) {
            return new StyleProfile.Mix(
                    Map.of(),
                    all,
                    StyleProfile.DECISIONS,
                    false,
                    "fewer than " + FEWEST + " choices");
        }
        Map<String, BigDecimal> shares = new TreeMap<>();
        counted.forEach((name, count) -> shares.put(name, share(count, all)));
        return new StyleProfile.Mix(
                shares, all, StyleProfile.DECISIONS, true, "transitions that people chose");
    }

    /** As plans write it: a name, or an object with its type; on its own or as a state's transition. */
    private static @Nullable String transition(@Nullable JsonNode state) {
        if (state == null) {
            return null;
        }
        JsonNode value =
                state.isObject() && state.has("transition") ? state.get("transition") : state;
        JsonNode name = value.isObject() ? value.path("type") : value;
        return name.isTextual() ? name.asText() : null;
    }

    /** First and last take of a scene that has several; one with a single take offers no choice. */
    private record Ends(int first, int last) {}

    private record ScenePlace(UUID episode, @Nullable Integer number) {}

    /** Where in its scene each chosen take stands: asked once for all of them. */
    private Places takes(UUID showId) {
        List<Scene> chosen = new ArrayList<>();
        for (Wanted decision : decisions.newestOfTakes(showId, "SELECT_TAKE")) {
            Scene take = decision.last().scene;
            if (take != null && take.takeNumber != null && take.sceneNumber != null) {
                chosen.add(take);
            }
        }
        Map<ScenePlace, Ends> ends = new HashMap<>();
        if (!chosen.isEmpty()) {
            database.createQuery(
                            "select s.episode.id, s.sceneNumber, min(s.takeNumber), max(s.takeNumber) from Scene s"
                                    + " where s.episode.id in :episodes and s.sceneNumber is not null"
                                    + " and s.takeNumber is not null group by s.episode.id, s.sceneNumber",
                            Object[].class)
                    .setParameter(
                            "episodes",
                            chosen.stream().map(take -> take.episode.id).distinct().toList())
                    .getResultList()
                    .forEach(row ->
                            ends.put(
                                    new ScenePlace((UUID) row[0], (Integer) row[1]),
                                    new Ends((Integer) row[2], (Integer) row[3])));
        }
        int all = 0;
        int first = 0;
        int last = 0;
        for (Scene take : chosen) {
            Ends of = ends.get(new ScenePlace(take.episode.id, take.sceneNumber));
            int number = number(take);
            if (of != null && of.first() != of.last()) {
                all++;
                first += number == of.first() ? 1 : 0;
                last += number == of.last() ? 1 : 0;
            }
        }
        return new Places(all, first, last);
    }

    /** Of choices between takes, how many were the first and the last of their scene. */
    private record Places(int all, int first, int last) {
        StyleProfile.Learned learned(int chosen, String which) {
            return new StyleProfile.Learned(
                    all < FEWEST ? null : share(chosen, all),
                    all,
                    StyleProfile.DECISIONS,
                    all >= FEWEST,
                    all < FEWEST
                            ? "fewer than " + FEWEST + " choices between takes"
                            : "%d of %d chosen takes were the %s of their scene"
                                    .formatted(chosen, all, which));
        }
    }

    private static int number(Scene take) {
        return take.takeNumber == null ? 0 : take.takeNumber;
    }

    private static StyleProfile.Mix changes(JsonNode patterns) {
        Map<String, BigDecimal> shares = new TreeMap<>();
        int videos = 0;
        for (Map.Entry<String, JsonNode> member : patterns.path("shares").properties()) {
            JsonNode average = member.getValue().get("average");
            if (average != null) {
                shares.put(member.getKey(), average.decimalValue());
                videos = Math.max(videos, member.getValue().path("videos").asInt());
            }
        }
        return StyleProfile.Mix.ofVideos(shares, videos, "changes of shots, by length");
    }

    private static BigDecimal share(int part, int all) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), 4, RoundingMode.HALF_UP);
    }
}
