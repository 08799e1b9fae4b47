package dev.rushes.render.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.footage.Shot;
import dev.rushes.common.training.PacingRhythm;
import dev.rushes.common.training.TrainingFigures;
import dev.rushes.render.analysis.Analysed;
import dev.rushes.render.analysis.Title;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the figures of a style of what was found in a finished programme. */
final class StyleFigures {
    /** Mean seconds of a clip. */
    private static final double FAST = 3;

    private static final double SLOW = 7;

    /** Standard deviation of the clips' lengths as a part of their mean, and clips that tell it. */
    private static final double UNEVEN = 0.9;

    private static final int FEWEST = 6;

    private static final double MUSIC = 0.3;
    private static final double MINUTE = 60;

    private StyleFigures() {}

    static TrainingFigures of(Analysed analysed) {
        FootageAnalysis analysis = analysed.analysis();
        double duration = analysis.durationSeconds();
        FootageAnalysis.Picture picture = analysis.picture();
        FootageAnalysis.Sound sound = analysis.sound();
        List<Shot> shots = picture == null ? List.of() : picture.shots();
        return new TrainingFigures(
                rounded(duration, 2),
                shots.isEmpty() ? null : rounded(duration / shots.size(), 2),
                shots.isEmpty() ? null : shots.size(),
                shots.isEmpty() ? null : pacing(shots),
                shots.isEmpty() ? null : transitions(shots),
                picture == null ? null : overlays(analysed.titles(), duration),
                picture == null ? null : texts(analysed.titles()),
                sound == null ? null : sound.musicShare() >= MUSIC);
    }

    static PacingRhythm pacing(List<Shot> shots) {
        double mean = shots.stream().mapToDouble(StyleFigures::length).average().orElse(0);
        double squares =
                shots.stream()
                        .mapToDouble(shot -> Math.pow(length(shot) - mean, 2))
                        .average()
                        .orElse(0);
        if (shots.size() >= FEWEST && Math.sqrt(squares) > UNEVEN * mean) {
            return PacingRhythm.DYNAMIC;
        }
        return mean < FAST
                ? PacingRhythm.FAST
                : mean < SLOW ? PacingRhythm.MEDIUM : PacingRhythm.SLOW;
    }

    private static double length(Shot shot) {
        return shot.end() - shot.start();
    }

    private static @Nullable ObjectNode transitions(List<Shot> shots) {
        Map<Shot.Change, Integer> counted = new EnumMap<>(Shot.Change.class);
        double gradual = 0;
        int graduals = 0;
        for (Shot shot : shots) {
            if (shot.begins() != Shot.Change.START) {
                counted.merge(shot.begins(), 1, Integer::sum);
            }
            if (shot.changeSeconds() > 0) {
                gradual += shot.changeSeconds();
                graduals++;
            }
        }
        int all = counted.values().stream().mapToInt(Integer::intValue).sum();
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("count", all);
        if (all > 0) {
            ObjectNode shares = document.putObject("shares");
            for (Shot.Change kind : Shot.Change.values()) {
                if (kind != Shot.Change.START) {
                    shares.put(
                            kind.name().toLowerCase(Locale.ROOT),
                            rounded(counted.getOrDefault(kind, 0) / (double) all, 4));
                }
            }
        }
        if (graduals > 0) {
            document.put("gradualSeconds", rounded(gradual / graduals, 3));
        }
        return document;
    }

    private static ObjectNode overlays(List<Title> titles, double duration) {
        double shown = titles.stream().mapToDouble(title -> title.span().length()).sum();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("perMinute", rounded(titles.size() * MINUTE / Math.max(1, duration), 3));
        document.put("share", rounded(Math.min(1, shown / Math.max(0.001, duration)), 4));
        places(document, titles);
        return document;
    }

    private static ObjectNode texts(List<Title> titles) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        titles.stream()
                .mapToDouble(title -> title.span().length())
                .average()
                .ifPresent(mean -> document.put("secondsShown", rounded(mean, 3)));
        places(document, titles);
        return document;
    }

    private static void places(ObjectNode document, List<Title> titles) {
        var places = document.putArray("places");
        new TreeSet<>(titles.stream().map(Title::place).toList())
                .forEach(place -> places.add(place.name().toLowerCase(Locale.ROOT)));
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }
}
