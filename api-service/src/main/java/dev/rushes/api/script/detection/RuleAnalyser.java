package dev.rushes.api.script.detection;

import dev.rushes.api.script.detection.VisualRequirements.Element;
import dev.rushes.api.script.detection.VisualRequirements.Lines;
import dev.rushes.api.script.text.Heading;
import dev.rushes.api.script.text.Passage;
import dev.rushes.api.script.text.Passage.Action;
import dev.rushes.api.script.text.Passage.Cut;
import dev.rushes.api.script.text.Passage.Speech;
import dev.rushes.common.show.ScriptSceneType;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds scenes by rules: without a network, and the same for the same script. */
@ApplicationScoped
public class RuleAnalyser implements ScriptAnalyser {
    static final String NAME = "rules";

    private static final int LONGEST_ELEMENT = 1000;
    private static final double MUCH_SHORTER = 0.7;
    private static final double MUCH_LONGER = 1.6;

    @Override
    public List<DetectedScene> analyse(ScriptToAnalyse script, Wish wish) {
        return scenes(script, wish, Findings.byRules(Segments.of(script.screenplay())));
    }

    /** Scenes of what was found, by whomever. */
    static List<DetectedScene> scenes(ScriptToAnalyse script, Wish wish, Findings findings) {
        List<Findings.Finding> all = findings.all();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Double> natural =
                all.stream()
                        .map(one ->
                                Lengths.natural(one.segment(), wish.pacing()) * one.importance())
                        .toList();
        List<BigDecimal> lengths = Lengths.scaled(natural, wish.totalSeconds());
        List<ScriptSceneType> types = all.stream().map(Findings.Finding::type).toList();
        List<String> names = SceneTypes.names(types);
        List<String> warnings = new ArrayList<>(findings.warnings());
        warning(natural, wish).ifPresent(warnings::add);
        List<DetectedScene> scenes = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Findings.Finding one = all.get(i);
            scenes.add(
                    new DetectedScene(
                            names.get(i),
                            one.type(),
                            lengths.get(i),
                            one.energy().level(),
                            Lengths.clips(
                                    lengths.get(i),
                                    one.energy().level(),
                                    wish.pacing(),
                                    one.segment().speakers().size()),
                            requirements(
                                    script,
                                    findings.by(),
                                    one,
                                    // What holds for the whole script stands with its first scene.
                                    i == 0 ? warnings : List.of())));
        }
        return scenes;
    }

    private static Optional<String> warning(List<Double> natural, Wish wish) {
        double sum = natural.stream().mapToDouble(Double::doubleValue).sum();
        if (wish.totalSeconds() == null) {
            return Optional.empty();
        }
        double factor = wish.totalSeconds().doubleValue() / sum;
        if (factor >= MUCH_SHORTER && factor <= MUCH_LONGER) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "The script takes about %.0f s by itself; the wished total is %s s.",
                        sum,
                        wish.totalSeconds().stripTrailingZeros().toPlainString()));
    }

    private static VisualRequirements requirements(
            ScriptToAnalyse script, String by, Findings.Finding one, List<String> warnings) {
        Segment segment = one.segment();
        Heading heading = segment.heading();
        return new VisualRequirements(
                VisualRequirements.CURRENT,
                script.textVersion(),
                by,
                heading == null ? null : heading.text(),
                heading == null ? null : heading.number(),
                heading == null ? null : heading.setting(),
                heading == null ? null : heading.place(),
                heading == null ? null : heading.timeOfDay(),
                new Lines(segment.from(), segment.to()),
                segment.spokenWords(),
                segment.actionWords(),
                tenths(Lengths.spoken(segment)),
                tenths(Lengths.action(segment)),
                segment.speakers(),
                one.energy().evidence(),
                one.seen().props(),
                one.seen().shots(),
                segment.passages().stream()
                        .limit(VisualRequirements.MOST_ELEMENTS)
                        .map(RuleAnalyser::element)
                        .toList(),
                warnings);
    }

    private static Element element(Passage passage) {
        @Nullable String speaker = passage instanceof Speech speech ? speech.speaker() : null;
        String kind =
                switch (passage) {
                    case Speech speech -> "dialogue";
                    case Action action -> "action";
                    case Cut cut -> "transition";
                };
        String text = passage.text();
        return new Element(
                kind,
                speaker,
                text.length() > LONGEST_ELEMENT ? text.substring(0, LONGEST_ELEMENT) : text,
                new Lines(passage.from(), passage.to()));
    }

    private static double tenths(double seconds) {
        return BigDecimal.valueOf(seconds).setScale(1, RoundingMode.HALF_UP).doubleValue();
    }
}
