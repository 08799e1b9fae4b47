package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Packet;
import dev.rushes.render.sound.PacketSink;
import dev.rushes.render.sound.StretchStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps coded sound where segments are kept, in spools as they are. Used by the thread of the sound alone. */
final class KeptSound implements StretchStore {
    private final SegmentStore store;
    private final SegmentKeeper keeper;
    private final Path scratch;
    private final BooleanSupplier stopped;
    private final Path found;

    /** Must stay until the keeper has ended. */
    private final List<Path> spools = new ArrayList<>();

    KeptSound(SegmentStore store, SegmentKeeper keeper, Path scratch, BooleanSupplier stopped) {
        this.store = store;
        this.keeper = keeper;
        this.scratch = scratch;
        this.stopped = stopped;
        this.found = scratch.resolve("sound-found.packets");
    }

    @Override
    public boolean replay(String name, long packets, PacketSink into) {
        if (!store.fetch(name, found, stopped) || Spool.verify(found, name, packets).isEmpty()) {
            return false;
        }
        try (Spool.Reader reader = new Spool.Reader(found);
                Packet packet = new Packet()) {
            while (reader.next()) {
                reader.fill(
                        packet, reader.presentation(), reader.presentation(), reader.duration());
                into.write(packet);
            }
        }
        return true;
    }

    @Override
    public Recording record(String name) {
        Path spool = scratch.resolve("sound-%06d.packets".formatted(spools.size()));
        spools.add(spool);
        Spool.Writer writer = new Spool.Writer(spool);
        return new Recording() {
            @Override
            public void write(Packet packet) {
                writer.write(packet);
            }

            @Override
            public void finish() {
                writer.finish(0);
                keeper.keep(name, spool);
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    /** What lies in the scratch folder. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(spools);
        files.add(found);
        return files;
    }
}
