package dev.rushes.common.plan.structure;

/** What a plan needs an asset to be. */
public enum AssetKind {
    IMAGE,
    VIDEO,
    IMAGE_OR_VIDEO,
    SOUND,
    FONT,
    LUT,
    CAPTIONS
}
