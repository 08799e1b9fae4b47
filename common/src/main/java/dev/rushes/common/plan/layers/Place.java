package dev.rushes.common.plan.layers;

import org.jspecify.annotations.Nullable;

/**
 * Where something lies on the output.
 *
 * @param anchor the point of the thing that is placed; without {@code x} or {@code y} it lies at the same point of the
 *     output, {@code margin} away from the edges
 * @param x from the output's left edge to the anchor, as a part of the width, or null
 * @param y from the output's top edge to the anchor, as a part of the height, or null
 * @param margin distance kept from the edges, as a part of the shorter side
 */
public record Place(Anchor anchor, @Nullable Length x, @Nullable Length y, Length margin) {}
