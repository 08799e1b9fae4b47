package dev.rushes.api.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Show;
import dev.rushes.common.training.PacingRhythm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together what the analysed videos say about a style. */
@ApplicationScoped
class DescribeStyle {
    /** A style changes; and no request runs over ten seconds. */
    private static final int MOST = 2_000;

    private static final double MINUTE = 60;

    /** What the analysis measured in one video. */
    record Measured(
            @Nullable BigDecimal duration,
            @Nullable BigDecimal averageClip,
            @Nullable Integer clips,
            @Nullable PacingRhythm pacing,
            @Nullable JsonNode transitions,
            @Nullable JsonNode overlays,
            @Nullable JsonNode texts,
            @Nullable Boolean music) {}

    private final EntityManager database;
    private final FindVideos videos;
    private final Caller caller;

    DescribeStyle(EntityManager database, FindVideos videos, Caller caller) {
        this.database = database;
        this.videos = videos;
        this.caller = caller;
    }

    /**
     * The profile of a show: of its own videos and those for all shows.
     *
     * @param showId null for all videos that the caller sees
     * @throws ProblemException 404 where there is no such show
     */
    @Transactional
    StyleView describe(@Nullable UUID showId) {
        if (showId != null && (!caller.sees(showId) || Show.findById(showId) == null)) {
            throw ProblemException.notFound("show", showId);
        }
        RowFilter wanted = videos.seen(RowFilter.all());
        if (showId != null) {
            wanted.holding("row.show.id = :show or row.show is null", "show", showId);
        }
        var counted =
                database.createQuery(
                        "select count(*) from TrainingVideo row where " + wanted.condition(),
                        Long.class);
        wanted.values().forEach(counted::setParameter);
        var measured =
                database.createQuery(
                                "select row.durationSeconds, row.averageClipDuration, row.totalClips, row.pacingRhythm,"
                                        + " row.transitionPatterns, row.overlayUsage, row.textStyle, row.musicPresence"
                                        + " from TrainingVideo row where "
                                        + wanted.condition()
                                        + " and row.analysisStatus = :done order by row.analyzedAt desc, row.id",
                                Measured.class)
                        .setParameter("done", AnalysisStatus.DONE)
                        .setMaxResults(MOST);
        wanted.values().forEach(measured::setParameter);
        return profile(showId, counted.getSingleResult(), measured.getResultList());
    }

    private static StyleView profile(@Nullable UUID showId, long videos, List<Measured> rows) {
        WeightedValues averageClip = new WeightedValues();
        WeightedValues clipsPerMinute = new WeightedValues();
        WeightedValues pacing = new WeightedValues();
        WeightedValues music = new WeightedValues();
        WeightedValues transitions = new WeightedValues();
        WeightedValues overlays = new WeightedValues();
        WeightedValues texts = new WeightedValues();
        BigDecimal total = BigDecimal.ZERO;
        for (Measured row : rows) {
            BigDecimal duration = row.duration();
            // Without a length there is no weight.
            if (duration == null || duration.signum() == 0) {
                continue;
            }
            double weight = duration.doubleValue();
            total = total.add(duration);
            if (row.averageClip() != null) {
                averageClip.add(row.averageClip().doubleValue(), weight);
            }
            if (row.clips() != null) {
                clipsPerMinute.add(row.clips() * MINUTE / weight, weight);
            }
            if (row.pacing() != null) {
                pacing.add(Set.of(row.pacing().text()), weight);
            }
            if (row.music() != null) {
                music.add(row.music() ? 1 : 0, weight);
            }
            transitions.add(row.transitions(), weight);
            overlays.add(row.overlays(), weight);
            texts.add(row.texts(), weight);
        }
        return new StyleView(
                showId,
                videos,
                rows.size(),
                total,
                averageClip.figure(),
                clipsPerMinute.figure(),
                pacing.shares(),
                music.figure(),
                transitions.document(),
                overlays.document(),
                texts.document(),
                null);
    }
}
