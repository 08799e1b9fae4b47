package dev.rushes.render.analysis;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.Poster;
import dev.rushes.render.timeline.FilterGraphs;
import dev.rushes.render.timeline.Turn;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lays small pictures of a take in rows, at even distances. */
final class Strip implements AutoCloseable {
    private static final int COLUMNS = 10;
    private static final int MOST = 100;
    private static final int LONG_SIDE = 160;

    private final Turn turn;
    private final int wanted;
    private final double step;
    private @Nullable FilterGraph graph;
    private int width;
    private int height;
    private int taken;

    /** Of a take of that length in seconds. */
    Strip(double duration, Turn turn) {
        this.turn = turn;
        // As many as seconds, in whole rows.
        int rows = (int) Math.clamp(Math.ceil(duration / COLUMNS), 1, MOST / COLUMNS);
        this.wanted = rows * COLUMNS;
        this.step = Math.max(duration, 0.001) / wanted;
    }

    /**
     * Takes the frame where one is due, more than once where frames are rare.
     *
     * @param shownWidth in square pixels before it is turned
     */
    void add(Frame reduced, double second, double shownWidth, double shownHeight) {
        if (taken >= wanted || second + 1e-9 < taken * step) {
            return;
        }
        if (graph == null) {
            boolean quarter = turn.isQuarter();
            double wide = quarter ? shownHeight : shownWidth;
            double high = quarter ? shownWidth : shownHeight;
            double scale = LONG_SIDE / Math.max(wide, high);
            width = even(wide * scale);
            height = even(high * scale);
            graph =
                    FilterGraph.video(
                            FilterGraphs.thumbnails(
                                    reduced.shape(),
                                    turn,
                                    width,
                                    height,
                                    COLUMNS,
                                    wanted / COLUMNS));
        }
        while (taken < wanted && second + 1e-9 >= taken * step) {
            reduced.timestamp(taken);
            graph.push(0, reduced);
            taken++;
        }
    }

    private static int even(double side) {
        return Math.max(2, (int) Math.round(side / 2) * 2);
    }

    /** Writes the strip; null where nothing was seen. */
    FootageAnalysis.@Nullable Grid write(Path jpeg) {
        if (graph == null) {
            return null;
        }
        try (Frame sheet = new Frame()) {
            if (!graph.pull(sheet)) {
                graph.end(0);
                if (!graph.pull(sheet)) {
                    return null;
                }
            }
            Poster.save(sheet, "mjpeg", jpeg);
            return new FootageAnalysis.Grid(COLUMNS, taken, width, height, Steps.rounded(step, 4));
        }
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
    }
}
