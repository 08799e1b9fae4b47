package dev.rushes.api.estimate;

import dev.rushes.common.job.JobKind;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.layers.MainLayer;
import dev.rushes.common.plan.layers.Overlay;
import dev.rushes.common.plan.layers.Text;
import dev.rushes.common.plan.structure.EditStructure;
import dev.rushes.common.plan.structure.Effect;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.common.plan.structure.OutputSettings;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.ProgrammeRange;
import dev.rushes.common.plan.structure.Quality;
import dev.rushes.common.plan.structure.Variant;
import dev.rushes.common.plan.structure.VideoCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work of a render in seconds of a reference worker with two processors: every picture costs its pixels times what
 * is done to them. The weights come from the reference cut (60 s of 1080p30: 26 s plain, 74 s dressed); what they miss on
 * other machines, the history of finished jobs corrects.
 */
final class RenderWork {
    /** Finding, fetching, joining, checking and storing, whatever the plan. */
    private static final double FIXED_SECONDS = 3;

    /** Sound, checking and storing, for each second of programme. */
    private static final double PER_PROGRAMME_SECOND = 0.04;

    /** Mixing one more sound, for each second of programme. */
    private static final double PER_SOUND_SECOND = 0.01;

    /** Decoding 1080p30, for each second of a source. */
    private static final double PER_SOURCE_SECOND = 0.117;

    // Milliseconds for each million pixels.
    private static final double FITTING = 0.8;
    private static final double BLURRED_EDGES = 5;
    private static final double TURNING = 3;
    private static final double CROSSING = 4;
    private static final double BACKGROUND = 1.5;
    private static final double PLACING = 2;
    private static final double KEYING = 4;
    private static final double OVERLAY = 3.5;
    private static final double TEXT = 2;

    private static final double DRAFT_RATE = 15;
    private static final double USUAL_RATE = 30;
    private static final int DRAFT_SIDE = 512;
    private static final double H265_FACTOR = 3.5;

    private RenderWork() {}

    /**
     * Seconds that rendering takes.
     *
     * @param variants shapes asked for with the job; empty for the plan's own
     * @param maxSide what no side of a shape may exceed
     */
    static double seconds(
            EditStructure structure,
            Programme programme,
            JobKind kind,
            @Nullable ProgrammeRange range,
            List<Variant> variants,
            int maxSide) {
        double total = programme.totalDuration().toDouble();
        double share = range == null ? 1 : share(range, total);
        OutputSettings output = structure.output();
        List<Variant> shapes = variants.isEmpty() ? output.delivery().variants() : variants;
        double work = 0;
        for (Variant.Size size : sizes(output, shapes, maxSide)) {
            work += pictures(structure, programme, kind, size);
        }
        double sound =
                total * (PER_PROGRAMME_SECOND + PER_SOUND_SECOND * programme.sounds().size());
        return FIXED_SECONDS + share * (work + sound);
    }

    private static double share(ProgrammeRange range, double total) {
        double start = range.start().toDouble();
        double end = Math.min(total, range.end().toDouble());
        return total <= 0 ? 1 : Math.clamp((end - start) / total, 0.0, 1.0);
    }

    private static List<Variant.Size> sizes(
            OutputSettings output, List<Variant> shapes, int maxSide) {
        return shapes.isEmpty()
                ? List.of(output.size())
                : shapes.stream().map(shape -> shape.size(output.size(), maxSide)).toList();
    }

    private static double pictures(
            EditStructure structure, Programme programme, JobKind kind, Variant.Size size) {
        boolean draft = kind == JobKind.DRAFT;
        OutputSettings output = structure.output();
        Rational asked = output.frameRate();
        double rate = draft ? DRAFT_RATE : asked == null ? USUAL_RATE : asked.toDouble();
        double shrink =
                draft
                        ? Math.min(1, (double) DRAFT_SIDE / Math.max(size.width(), size.height()))
                        : 1;
        // Milliseconds for each second of programme, where something costs one for each million
        // pixels.
        double unit = size.width() * shrink * size.height() * shrink / 1e6 * rate / 1000;
        double encoding = encoding(draft ? Quality.DRAFT : output.quality());
        if (output.delivery().codecOrDefault() == VideoCodec.H265) {
            encoding *= H265_FACTOR;
        }
        double overall = programme.overlays().stream().mapToDouble(RenderWork::item).sum();
        double work = 0;
        for (Programme.Part part : programme.parts()) {
            double shown = part.length().toDouble();
            double source = part.out().minus(part.in()).toDouble();
            double perPixel =
                    encoding
                            + FITTING
                            + look(part.clip().look())
                            + layers(programme.layersOf(part.scene()))
                            + overall;
            work += source * PER_SOURCE_SECOND + shown * unit * perPixel;
            if (part.overlap() != null) {
                double both = part.overlap().duration().toDouble();
                work += both * unit * (CROSSING - encoding);
            }
        }
        return work;
    }

    private static double encoding(Quality quality) {
        return switch (quality) {
            case DRAFT -> 1.2;
            case STANDARD -> 4.3;
            case HIGH -> 11;
        };
    }

    private static double look(Look look) {
        double work = look.fit() == Fit.BLUR ? BLURRED_EDGES : 0;
        work += look.rotate().signum() == 0 ? 0 : TURNING;
        return work + look.effects().stream().mapToDouble(RenderWork::effect).sum();
    }

    private static double effect(Effect effect) {
        return switch (effect) {
            case Effect.Grayscale _ -> 0.3;
            case Effect.Brightness _ -> 0.7;
            case Effect.Contrast _ -> 0.7;
            case Effect.Saturation _ -> 0.7;
            case Effect.Sharpen _ -> 3;
            case Effect.Denoise _ -> 5;
            case Effect.Lut _ -> 4;
        };
    }

    private static double layers(Layers layers) {
        if (layers.isNone()) {
            return 0;
        }
        double work = layers.background() == null ? 0 : BACKGROUND;
        work += layers.main().equals(MainLayer.FULL) ? 0 : PLACING;
        work += layers.main().chromaKey() == null ? 0 : KEYING;
        work += OVERLAY * layers.overlays().size();
        return work + TEXT * layers.texts().size();
    }

    private static double item(LayerItem item) {
        return switch (item) {
            case Overlay _ -> OVERLAY;
            case Text _ -> TEXT;
        };
    }
}
