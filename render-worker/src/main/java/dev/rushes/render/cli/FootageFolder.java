package dev.rushes.render.cli;

import dev.rushes.common.plan.structure.SourceCatalog;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folder of takes in place of an episode's bucket: a key is a path below it. */
final class FootageFolder implements SourceCatalog {
    private final Path folder;
    private final Map<String, Source> known = new LinkedHashMap<>();
    private final Map<String, MediaInfo> measured = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    FootageFolder(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    @Override
    public Optional<Source> source(String s3Key) {
        Source source = known.get(s3Key);
        if (source == null) {
            Optional<Path> file = file(s3Key);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            source = keep(measure(s3Key, file.get()));
        }
        return Optional.of(source);
    }

    /** Measures takes at once that will be asked for one by one; keys of nothing are passed over. */
    void measureSideBySide(Collection<String> s3Keys) {
        s3Keys.parallelStream()
                .flatMap(key -> file(key).map(file -> measure(key, file)).stream())
                .toList()
                .forEach(this::keep);
    }

    @Override
    public Optional<Source> known(String s3Key) {
        return Optional.ofNullable(known.get(s3Key));
    }

    /** Nothing is measured here: an asset may be a font. */
    @Override
    public boolean has(String s3Key) {
        Optional<Path> file = file(s3Key);
        file.ifPresent(path -> files.put(s3Key, path));
        return file.isPresent();
    }

    /**
     * A file that was looked at.
     *
     * @param info null where it is not a take, and {@code source} says why
     */
    private record Look(String key, Path file, @Nullable MediaInfo info, Source source) {}

    private static Look measure(String key, Path file) {
        try {
            MediaInfo info = MediaProbe.probe(file);
            return new Look(key, file, info, info.source());
        } catch (BadMedia e) {
            return new Look(key, file, null, new Source(null, e.getMessage()));
        }
    }

    private Source keep(Look look) {
        known.put(look.key(), look.source());
        if (look.info() != null) {
            measured.put(look.key(), look.info());
            files.put(look.key(), look.file());
        }
        return look.source();
    }

    /** The file of that key; empty where there is none or where the key, or a link, leads out of the folder. */
    private Optional<Path> file(String key) {
        try {
            Path real = folder.resolve(key).toRealPath();
            return real.startsWith(folder) && Files.isRegularFile(real)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasScene(UUID sceneId) {
        return true;
    }

    Map<String, MediaInfo> measured() {
        return measured;
    }

    Map<String, Path> files() {
        return files;
    }

    /**
     * The SHA-256 of every file in use, by key: a folder has no ETags, and a file's time can stay while its content
     * changes.
     *
     * @param digests what is known of files that were in use before
     */
    Map<String, String> identities(KnownDigests digests) {
        Map<String, String> identities = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            identities.put(file.getKey(), digests.of(file.getValue()));
        }
        return identities;
    }
}
