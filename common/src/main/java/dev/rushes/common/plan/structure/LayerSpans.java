package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import java.util.List;

/** Compares when layers want to be seen with how long there is something to see. */
final class LayerSpans {
    /** Times are typed with few decimals; a frame more or less is nothing to warn of. */
    private static final Rational TOLERANCE = Rational.of(1, 20);

    private final List<PlanFault> warnings;

    LayerSpans(List<PlanFault> warnings) {
        this.warnings = warnings;
    }

    void check(EditStructure structure, Programme programme) {
        for (int i = 0; i < structure.scenes().size(); i++) {
            Layers layers = structure.scenes().get(i).layers();
            if (!layers.isNone()) {
                Rational length = programme.sceneLength(i);
                layers.overlays().forEach(item -> check(item, length, "scene"));
                layers.texts().forEach(item -> check(item, length, "scene"));
            }
        }
        Rational total = programme.totalDuration();
        structure.overlays().forEach(item -> check(item, total, "programme"));
    }

    private void check(LayerItem item, Rational length, String whole) {
        Rational start = item.span().start();
        Rational end = item.span().end();
        if (start.compareTo(length) >= 0) {
            warn(
                    item,
                    "starts at %s s and is never seen: the %s lasts %s s"
                            .formatted(Fields.said(start), whole, Fields.said(length)));
        } else if (end != null && end.compareTo(length.plus(TOLERANCE)) > 0) {
            warn(
                    item,
                    "ends at %s s, after its %s, which lasts %s s: clipped"
                            .formatted(Fields.said(end), whole, Fields.said(length)));
        }
    }

    private void warn(LayerItem item, String detail) {
        warnings.add(new PlanFault(item.pointer(), detail));
    }
}
