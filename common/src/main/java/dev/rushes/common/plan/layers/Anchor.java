package dev.rushes.common.plan.layers;

import java.util.Locale;
import java.util.Optional;

/** A corner, the middle of an edge, or the centre: of the output, and of what is placed there. */
public enum Anchor {
    TOP_LEFT(0, 0),
    TOP(1, 0),
    TOP_RIGHT(2, 0),
    LEFT(0, 1),
    CENTER(1, 1),
    RIGHT(2, 1),
    BOTTOM_LEFT(0, 2),
    BOTTOM(1, 2),
    BOTTOM_RIGHT(2, 2);

    /** Halves of the width left of the anchor: 0, 1 or 2. */
    private final int halvesAcross;

    private final int halvesDown;

    Anchor(int halvesAcross, int halvesDown) {
        this.halvesAcross = halvesAcross;
        this.halvesDown = halvesDown;
    }

    public int halvesAcross() {
        return halvesAcross;
    }

    public int halvesDown() {
        return halvesDown;
    }

    /** By the name in plans; {@code bottom-left}, {@code bottom_center} and {@code centre} are understood too. */
    public static Optional<Anchor> named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('-', '_').replace("centre", "center");
        return Optional.ofNullable(
                switch (plain) {
                    case "top_left" -> TOP_LEFT;
                    case "top", "top_center" -> TOP;
                    case "top_right" -> TOP_RIGHT;
                    case "left", "center_left", "middle_left" -> LEFT;
                    case "center", "middle" -> CENTER;
                    case "right", "center_right", "middle_right" -> RIGHT;
                    case "bottom_left" -> BOTTOM_LEFT;
                    case "bottom", "bottom_center" -> BOTTOM;
                    case "bottom_right" -> BOTTOM_RIGHT;
                    default -> null;
                });
    }
}
