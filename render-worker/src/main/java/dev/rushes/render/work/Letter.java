package dev.rushes.render.work;

/**
 * A message to send.
 *
 * @param group FIFO group
 */
public record Letter(Ask ask, String body, String group, String deduplicationId) {}
