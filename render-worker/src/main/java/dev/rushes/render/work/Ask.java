package dev.rushes.render.work;

import java.util.UUID;

/**
 * What a message asks for.
 *
 * @param subject the job or the scene
 * @param dispatch which send of it the message is
 */
public record Ask(UUID subject, int dispatch) {}
