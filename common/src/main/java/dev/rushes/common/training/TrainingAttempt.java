package dev.rushes.common.training;

import java.util.UUID;

/**
 * One worker's claim of a training video.
 *
 * @param number counts up with each claim; what an older one writes is refused
 * @param key of the video in the training bucket
 */
public record TrainingAttempt(UUID videoId, int number, String key) {}
