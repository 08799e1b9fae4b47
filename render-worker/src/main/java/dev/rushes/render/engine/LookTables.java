package dev.rushes.render.engine;

import dev.rushes.common.plan.structure.Effect;
import dev.rushes.common.plan.structure.Look;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.media.CubeTable;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.FrameShape;
import dev.rushes.render.timeline.PictureGraph;
import dev.rushes.render.timeline.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the graphs of looks, with their colour tables. FFmpeg sees only a file that was written here after the
 * stranger's was checked, under a name of ours, for as long as it takes to read it.
 */
record LookTables(Map<String, Path> sources) {

    /** The graph of a look; its owner closes it. See {@link PictureGraph#of}. */
    FilterGraph graph(FrameShape shape, Turn upright, Look look, Canvas canvas, int background) {
        List<Effect.Lut> tables = PictureGraph.tables(look);
        Set<String> curves = new HashSet<>();
        Map<String, Map<String, String>> options = new HashMap<>();
        List<Path> files = new ArrayList<>();
        try {
            for (int i = 0; i < tables.size(); i++) {
                String key = tables.get(i).s3Key();
                CubeTable table = read(key);
                if (table.isCurve()) {
                    curves.add(key);
                }
                Path file = Files.createTempFile("rushes-", ".cube");
                files.add(file);
                table.write(file);
                options.put(
                        PictureGraph.tableFilter(i, table.isCurve()),
                        Map.of("file", file.toString()));
            }
            return FilterGraph.video(
                    PictureGraph.of(shape, upright, look, canvas, background, curves), options);
        } catch (IOException e) {
            throw new MediaFault("writing a LUT", e);
        } finally {
            files.forEach(LookTables::delete);
        }
    }

    private CubeTable read(String key) {
        Path file = sources.get(key);
        if (file == null) {
            throw new MediaFault("no file was given for " + key);
        }
        return CubeTable.read(file, key);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new MediaFault("deleting " + file.getFileName(), e);
        }
    }
}
