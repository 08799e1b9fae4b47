package dev.rushes.render.work;

import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param group FIFO group
 * @param traceParent whose request it is; null where nothing is traced
 */
public record Letter(
        Ask ask, String body, String group, String deduplicationId, @Nullable String traceParent) {}
