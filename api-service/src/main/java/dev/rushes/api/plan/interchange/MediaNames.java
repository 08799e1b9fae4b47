package dev.rushes.api.plan.interchange;

import java.util.Optional;

/** Finds takes by what other software calls them. */
public interface MediaNames {
    /** The key of the one take with that key, address or file name; empty where there is none or more than one. */
    Optional<String> key(String name);

    /** What the camera's clock showed at the first frame of a take; empty where its file does not say. */
    default Optional<CameraTime> camera(String key) {
        return Optional.empty();
    }
}
