package dev.rushes.api.plan.interchange;

import java.util.Optional;

/** Finds takes by what other software calls them. */
public interface MediaNames {
    /** The key of the one take with that key, address or file name; empty where there is none or more than one. */
    Optional<String> key(String name);
}
