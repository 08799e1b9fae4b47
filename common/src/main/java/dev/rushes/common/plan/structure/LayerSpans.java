package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.layers.Layers;
import dev.rushes.common.plan.sound.AddedSound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares when layers want to be seen and heard with how long there is something to see. */
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
        for (AddedSound sound : programme.sounds()) {
            if (sound.scene() != null) {
                check(
                        sound.pointer(),
                        sound.start(),
                        sound.end(),
                        "heard",
                        programme.sceneLength(sound.scene()),
                        "scene");
            }
        }
    }

    private void check(LayerItem item, Rational length, String whole) {
        check(item.pointer(), item.span().start(), item.span().end(), "seen", length, whole);
    }

    private void check(
            String pointer,
            Rational start,
            @Nullable Rational end,
            String perceived,
            Rational length,
            String whole) {
        if (start.compareTo(length) >= 0) {
            warn(
                    pointer,
                    "starts at %s s and is never %s: the %s lasts %s s"
                            .formatted(Fields.said(start), perceived, whole, Fields.said(length)));
        } else if (end != null && end.compareTo(length.plus(TOLERANCE)) > 0) {
            warn(
                    pointer,
                    "ends at %s s, after its %s, which lasts %s s: clipped"
                            .formatted(Fields.said(end), whole, Fields.said(length)));
        }
    }

    private void warn(String pointer, String detail) {
        warnings.add(new PlanFault(pointer, detail));
    }
}
