package dev.rushes.local.standin.aws;

import dev.rushes.local.standin.aws.StoredObjects.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Copies of archived objects that can be read for a while: when they are ready, and when they end. */
final class Restores {
    /**
     * A restored copy, or one that is being made.
     *
     * @param readyAt from when on it can be read
     * @param endsAt when it is gone again
     */
    record Copy(Instant readyAt, Instant endsAt) {
        boolean isReady(Instant now) {
            return !now.isBefore(readyAt);
        }
    }

    private final Path file;
    private final JsonMapper json = JsonMapper.builder().findAndAddModules().build();
    private Map<String, Copy> copies;

    Restores(Path file) {
        this.file = file;
        this.copies = read();
    }

    /** The copy of a version; empty where there is none, or not any more. */
    synchronized Optional<Copy> of(Version version, Instant now) {
        return Optional.ofNullable(copies.get(name(version)))
                .filter(copy -> now.isBefore(copy.endsAt()));
    }

    /** Whether the object can be read: it is not archived, or a copy of it is there. */
    boolean isReadable(Version version, Instant now) {
        return !version.isArchived()
                || of(version, now).filter(copy -> copy.isReady(now)).isPresent();
    }

    /** Begins a copy, or lets one that is ready live for so many days from now. */
    synchronized void keep(Version version, Instant readyAt, int days) {
        var more = new HashMap<>(copies);
        more.put(name(version), new Copy(readyAt, LifecycleRules.due(readyAt, days)));
        write(more);
    }

    /** Lets all of them have been asked for so much earlier, and forgets those that have ended. */
    synchronized void age(Duration by, Instant now) {
        var older = new HashMap<String, Copy>();
        copies.forEach((name, copy) -> {
            if (now.isBefore(copy.endsAt().minus(by))) {
                older.put(name, new Copy(copy.readyAt().minus(by), copy.endsAt().minus(by)));
            }
        });
        write(older);
    }

    /** Forgets the copies of what is gone, so that a new object of the name does not have one. */
    synchronized void forget(Version version) {
        if (copies.containsKey(name(version))) {
            var fewer = new HashMap<>(copies);
            fewer.remove(name(version));
            write(fewer);
        }
    }

    private static String name(Version version) {
        return version.bucket() + "/" + version.key() + "?" + version.versionId();
    }

    private Map<String, Copy> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        var found = new HashMap<String, Copy>();
        Map<String, List<String>> stored = json.readValue(file, new TypeReference<>() {});
        stored.forEach((name, times) ->
                found.put(
                        name, new Copy(Instant.parse(times.get(0)), Instant.parse(times.get(1)))));
        return found;
    }

    private void write(Map<String, Copy> all) {
        var stored = new HashMap<String, List<String>>();
        all.forEach((name, copy) -> {
            var times = new ArrayList<String>();
            times.add(copy.readyAt().toString());
            times.add(copy.endsAt().toString());
            stored.put(name, times);
        });
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, json.writeValueAsBytes(stored));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        copies = Map.copyOf(all);
    }
}
