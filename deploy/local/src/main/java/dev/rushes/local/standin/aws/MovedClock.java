package dev.rushes.local.standin.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far time was moved on, and when.
 *
 * <p>The clock itself stays that of the machine, since the callers' clocks do: a server 90 days ahead would refuse every
 * signature, and every caller would take what it reads for the future. Instead the past is moved away: whatever exists
 * grows older by the move, be it objects, uploads, restores or presigned URLs, and what is made afterwards is as young
 * as ever. For whoever asks, that cannot be told from time that passed.
 */
final class MovedClock {
    /** One move: when it was made, and by how much. */
    private record Move(Instant at, Duration by) {}

    private final Path file;
    private List<Move> moves;

    /**
     * @param file where moves are kept, so that they outlive the process
     */
    MovedClock(Path file) {
        this.file = file;
        this.moves = read(file);
    }

    /** What time has passed for something made then beside what a clock shows; zero for what was made after all moves. */
    synchronized Duration movedSince(Instant made) {
        return moves.stream()
                .filter(move -> move.at().isAfter(made))
                .map(Move::by)
                .reduce(Duration.ZERO, Duration::plus);
    }

    synchronized Duration moved() {
        return movedSince(Instant.MIN);
    }

    synchronized void move(Duration by) {
        var longer = new ArrayList<>(moves);
        longer.add(new Move(Instant.now(), by));
        write(longer);
        moves = List.copyOf(longer);
    }

    private static List<Move> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> line.split(" ", -1))
                            .map(words ->
                                    new Move(Instant.parse(words[0]), Duration.parse(words[1])))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<Move> all) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, all.stream().map(move -> move.at() + " " + move.by()).toList());
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
