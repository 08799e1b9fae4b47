package dev.rushes.render.cli;

import dev.rushes.render.engine.SegmentCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Remembers the SHA-256 of files between renders: reading gigabytes of takes again would take longer than rendering the
 * one clip that a revision changes. A file is the same while its inode, size, times of writing and of any change are:
 * the last of them nobody can set.
 */
final class KnownDigests {
    private static final int MOST = 1000;

    /** What was changed just now may be changed again within the clock's tick. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path memory;
    private final Map<String, String> known = new LinkedHashMap<>();

    /**
     * Reads what is remembered; a damaged or missing memory is an empty one.
     *
     * @param memory the file to keep it in; its folder exists
     */
    KnownDigests(Path memory) {
        this.memory = memory;
        try (Stream<String> lines = Files.lines(memory, StandardCharsets.US_ASCII)) {
            lines.map(line -> line.split(" ", 2))
                    .filter(parts -> parts.length == 2 && parts[0].matches("[0-9a-f]{64}"))
                    .forEach(parts -> known.put(parts[1], parts[0]));
        } catch (IOException | UncheckedIOException notThere) {
            known.clear();
        }
    }

    /** The file's SHA-256, in hexadecimal digits. */
    String of(Path file) {
        Instant now = Instant.now();
        String state = state(file, now);
        String digest = known.remove(state);
        if (digest == null) {
            digest = SegmentCache.digest(file);
        }
        if (!state.isEmpty() && state.equals(state(file, now))) {
            // At the end: what was not asked for longest is forgotten first.
            known.put(state, digest);
        }
        return digest;
    }

    /** Empty where the file may be changed unseen: just now, or on a system that does not say. */
    private static String state(Path file, Instant now) {
        try {
            Map<String, Object> all =
                    Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
            FileTime changed = (FileTime) all.get("ctime");
            if (changed == null || changed.toInstant().plus(SETTLED).isAfter(now)) {
                return "";
            }
            return "%s %s %s %s %s"
                    .formatted(
                            all.get("dev"),
                            all.get("ino"),
                            all.get("size"),
                            all.get("lastModifiedTime"),
                            changed);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return "";
        }
    }

    /** Writes it down; where that fails, files are read again next time. */
    void save() {
        StringBuilder text = new StringBuilder();
        known.entrySet().stream()
                .skip(Math.max(0, known.size() - MOST))
                .forEach(entry ->
                        text.append(entry.getValue())
                                .append(' ')
                                .append(entry.getKey())
                                .append('\n'));
        try {
            Path unfinished = Files.createTempFile(memory.getParent(), "unfinished-", "");
            try {
                Files.writeString(unfinished, text, StandardCharsets.US_ASCII);
                Files.move(unfinished, memory, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            return;
        }
    }
}
