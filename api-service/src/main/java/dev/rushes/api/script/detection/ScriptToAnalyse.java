package dev.rushes.api.script.detection;

import dev.rushes.api.script.text.Screenplay;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A script with what is written down beside it.
 *
 * @param textVersion which of its texts
 * @param episode whose script it is; null in a studio's table that does not say
 */
public record ScriptToAnalyse(Screenplay screenplay, int textVersion, @Nullable UUID episode) {}
