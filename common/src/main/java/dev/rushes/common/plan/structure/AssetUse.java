package dev.rushes.common.plan.structure;

/**
 * A place in a plan that refers to an asset.
 *
 * @param pointer JSON pointer of the field that holds the key
 */
public record AssetUse(String pointer, String s3Key, AssetKind kind) {}
