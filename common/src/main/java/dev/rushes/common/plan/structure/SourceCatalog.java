package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a plan may refer to: the footage and scenes of its own episode. */
public interface SourceCatalog {
    /** The take or asset with that key, or empty where the plan may not use it or it does not exist. */
    Optional<Source> source(String s3Key);

    /** What is known already of an object that need not be a take: nothing is measured for this. */
    default Optional<Source> known(String s3Key) {
        return source(s3Key);
    }

    /** Whether the plan may use that object, whatever it is. */
    default boolean has(String s3Key) {
        return source(s3Key).isPresent();
    }

    /** Whether the scene belongs to the plan's episode. */
    boolean hasScene(UUID sceneId);

    /**
     * A take or asset that the plan may use.
     *
     * @param duration probed length in seconds; null while the take is not analysed
     * @param unusable why the take cannot be shown (its analysis failed), or null
     * @param content what is in it; null where that is not known
     */
    record Source(
            @Nullable Rational duration, @Nullable String unusable, @Nullable Content content) {
        /** Of which nobody knows what is in it. */
        public Source(@Nullable Rational duration, @Nullable String unusable) {
            this(duration, unusable, null);
        }
    }

    /**
     * What was found in a take or asset that plays in time.
     *
     * @param picture as players show it, or null where there is only sound
     * @param sound whether there is any
     */
    record Content(@Nullable Picture picture, boolean sound) {}

    /** A picture upright, in square pixels. */
    record Picture(int width, int height) {}
}
