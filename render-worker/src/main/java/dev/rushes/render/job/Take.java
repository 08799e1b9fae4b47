package dev.rushes.render.job;

import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.workspace.SourceObject;
import org.jspecify.annotations.Nullable;

/**
 * Footage that a plan may use.
 *
 * @param info what the analysis measured; null where there was none of this object
 * @param unusable why the analysis failed, or null
 */
record Take(SourceObject object, @Nullable MediaInfo info, @Nullable String unusable) {}
