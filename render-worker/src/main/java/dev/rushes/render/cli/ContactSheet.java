package dev.rushes.render.cli;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.ffmpeg.MediaProbe;
import dev.rushes.render.ffmpeg.Poster;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.FilterGraphs;
import java.nio.file.Path;

/** Evenly spaced pictures of a video on one sheet. */
record ContactSheet(int columns, int rows, int tileWidth) {
    void write(Path video, Path png) {
        MediaInfo info = MediaProbe.probe(video);
        int tiles = columns * rows;
        try (TrackReader reader = TrackReader.video(video, MediaLimits.DEFAULT, () -> false);
                Frame next = new Frame();
                Frame shown = new Frame();
                Frame sheet = new Frame()) {
            if (!reader.next(next)) {
                throw new BadMedia("its picture cannot be decoded");
            }
            shown.take(next);
            try (FilterGraph graph =
                    FilterGraph.video(
                            FilterGraphs.contactSheet(
                                    shown.shape(), reader.turn(), columns, rows, tileWidth))) {
                for (int tile = 0; tile < tiles; tile++) {
                    seek(reader, info, Rational.of(2L * tile + 1, 2L * tiles), next, shown);
                    shown.timestamp(tile);
                    graph.push(0, shown);
                }
                graph.end(0);
                if (!graph.pull(sheet)) {
                    throw new IllegalStateException("no sheet came out");
                }
            }
            Poster.save(sheet, "png", png);
        }
    }

    /** Decodes up to the picture at that share of the video; where nothing more comes, the last one stays. */
    private static void seek(
            TrackReader reader, MediaInfo info, Rational share, Frame next, Frame shown) {
        long wanted =
                info.startOffset()
                        .plus(info.duration().times(share))
                        .dividedBy(reader.timeBase())
                        .floor();
        if (!reader.seek(wanted)) {
            reader.rewind();
        }
        while (reader.next(next)) {
            shown.take(next);
            if (shown.timestamp() >= wanted) {
                return;
            }
        }
    }
}
