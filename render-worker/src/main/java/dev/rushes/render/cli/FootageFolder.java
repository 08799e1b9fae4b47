package dev.rushes.render.cli;

import dev.rushes.common.plan.structure.SourceCatalog;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
            source = measure(s3Key, file.get());
            known.put(s3Key, source);
        }
        return Optional.of(source);
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

    private Source measure(String key, Path file) {
        try {
            MediaInfo info = MediaProbe.probe(file);
            measured.put(key, info);
            files.put(key, file);
            return info.source();
        } catch (BadMedia e) {
            return new Source(null, e.getMessage());
        }
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
