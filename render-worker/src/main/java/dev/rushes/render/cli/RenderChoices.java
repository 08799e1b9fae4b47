package dev.rushes.render.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Container;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.PlanFault;
import dev.rushes.common.plan.structure.PlanLimits;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says beyond the plan: how much of it, in which shapes, in which quality. */
final class RenderChoices {
    private static final Pattern RANGE =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?)-([0-9]+(?:\\.[0-9]+)?)");

    @Option(names = "--quality", description = "draft, standard or high; else what the plan says.")
    private @Nullable String quality;

    @Option(names = "--draft", description = "A small, quick preview: as --quality draft.")
    private boolean draft;

    @Option(
            names = "--range",
            paramLabel = "FROM-TO",
            description = "Renders a part, in seconds of the programme, such as 12.5-20.")
    private @Nullable String range;

    @Option(
            names = "--variant",
            paramLabel = "W:H",
            description =
                    "Renders another shape, such as 9:16; may be repeated, then each file's name ends in its shape.")
    private List<String> variants = List.of();

    /** A choice that cannot be met; the message is for the person at the terminal. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /**
     * One of the videos to make.
     *
     * @param document the plan in its shape
     */
    record Edition(JsonNode document, Path file) {}

    /** The shapes of the command line, else those of the plan, else the plan's own. */
    List<Edition> editions(JsonNode document, OutputSettings plan, Path output) {
        List<Variant> wanted = plan.delivery().variants();
        if (!variants.isEmpty()) {
            List<PlanFault> faults = new ArrayList<>();
            var named = JsonNodeFactory.instance.arrayNode();
            variants.forEach(named::add);
            wanted = Variant.read(named, "--variant", PlanLimits.DEFAULT, faults);
            if (!faults.isEmpty()) {
                throw new Unfit("--variant " + faults.getFirst().detail());
            }
        }
        if (wanted.isEmpty()) {
            return List.of(new Edition(document, output));
        }
        OutputSettings sized = settings(plan, output);
        boolean several = wanted.size() > 1;
        return wanted.stream()
                .map(variant ->
                        new Edition(
                                variant.applyTo(
                                        document,
                                        variant.size(sized.size(), PlanLimits.DEFAULT.maxSide())),
                                several ? beside(output, variant.name()) : output))
                .toList();
    }

    /** The same name with the shape before the ending. */
    private static Path beside(Path output, String variant) {
        String name = String.valueOf(output.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        return output.resolveSibling(stem + "-" + Variant.fileName(variant) + ending);
    }

    /** What the plan says, else what the file's ending says, in the quality asked for. */
    OutputSettings settings(OutputSettings plan, Path output) {
        String name = String.valueOf(output.getFileName());
        OutputSettings settings = plan;
        if (plan.delivery().container() == null) {
            settings =
                    Container.named(name.substring(name.lastIndexOf('.') + 1))
                            .map(plan::withContainer)
                            .orElse(plan);
        }
        if (draft) {
            return settings.withQuality(Quality.DRAFT);
        }
        if (quality == null) {
            return settings;
        }
        for (Quality known : Quality.values()) {
            if (known.wireName().equals(quality)) {
                return settings.withQuality(known);
            }
        }
        throw new Unfit("--quality is draft, standard or high");
    }

    /** The part of the programme that is wanted, or null for all of it. */
    @Nullable ProgrammeRange range(Rational total) {
        if (range == null) {
            return null;
        }
        Matcher both = RANGE.matcher(range);
        if (!both.matches()) {
            throw new Unfit("--range is two numbers of seconds such as 12.5-20");
        }
        Rational start = Rational.parse(both.group(1));
        Rational end = Rational.parse(both.group(2));
        if (end.compareTo(start) <= 0) {
            throw new Unfit("--range ends before it begins");
        }
        ProgrammeRange wanted = new ProgrammeRange(start, end);
        String beyond = wanted.beyond(total);
        if (beyond != null) {
            throw new Unfit("--range " + beyond);
        }
        return wanted;
    }
}
