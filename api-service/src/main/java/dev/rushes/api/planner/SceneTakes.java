package dev.rushes.api.planner;

import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The takes of one scene, and what the script says about it.
 *
 * @param takes in the order of their numbers
 * @param scripted null where the script has no such scene
 * @param matched how the two were brought together, for people
 */
record SceneTakes(
        String name,
        @Nullable Integer number,
        List<Take> takes,
        @Nullable Scripted scripted,
        String matched) {
    SceneTakes {
        takes = List.copyOf(takes);
    }

    /** Tells it from others of its name. */
    UUID id() {
        return takes.getFirst().id();
    }

    /** intro, main, transition or outro. */
    String type() {
        if (scripted != null) {
            return scripted.type().text();
        }
        return takes.stream()
                .map(Take::type)
                .filter(type -> type != null && !type.isBlank())
                .findFirst()
                .orElse("main");
    }

    SceneTakes with(@Nullable Scripted found, String how) {
        return new SceneTakes(name, number, takes, found, how);
    }
}
