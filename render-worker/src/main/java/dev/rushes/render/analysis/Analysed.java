package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.media.MediaInfo;

/**
 * What was found out about a take.
 *
 * @param info what it is
 * @param analysis what it looks and sounds like; the keys of its pictures are still to be filled in
 */
public record Analysed(MediaInfo info, FootageAnalysis analysis) {}
