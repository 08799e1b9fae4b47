package dev.rushes.api.plan.diff;

import dev.rushes.common.plan.Rational;
import java.util.Optional;
import java.util.UUID;

/** What is known of the footage that the compared plans show. */
public interface Takes {
    /** The take's length in seconds, or empty where it is not known (yet). */
    Optional<Rational> length(String s3Key);

    /** The scene that the take was shot for: takes of one scene have the same. Empty for what is no take. */
    Optional<String> shotFor(String s3Key);

    /** The scene that a row stands for, in the words of {@link #shotFor}. */
    Optional<String> scene(UUID sceneId);
}
