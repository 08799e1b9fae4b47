package dev.rushes.local.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines that a growing log got since it was last read. */
final class NewLines {

    // A process that floods its log must not fill the supervisor's memory.
    private static final int MOST_AT_ONCE = 1 << 16;

    private final Path log;
    private long position;

    private NewLines(Path log, long position) {
        this.log = log;
        this.position = position;
    }

    /** Begins at the present end of {@code log}. */
    static NewLines from(Path log) {
        try {
            return new NewLines(log, Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException unreadable) {
            return new NewLines(log, 0);
        }
    }

    /** Whole lines only; the rest is kept for the next call. */
    List<String> read() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long unread = file.length() - position;
            if (unread > MOST_AT_ONCE) {
                position = file.length() - MOST_AT_ONCE;
            }
            byte[] bytes = new byte[(int) Math.min(Math.max(unread, 0), MOST_AT_ONCE)];
            file.seek(position);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1;
            position += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
