package dev.rushes.render.job;

import dev.rushes.render.engine.Companion;
import dev.rushes.render.engine.RenderedVideo;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.List;

/** A video that was rendered and checked, with what goes with it, still in scratch space. */
record Product(
        Shape shape,
        Timeline timeline,
        RenderedVideo video,
        Path file,
        List<Companion> companions) {
    Product {
        companions = List.copyOf(companions);
    }
}
