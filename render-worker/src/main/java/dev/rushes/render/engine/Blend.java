package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.FilterGraphs;

/** Owns the graph of one transition: mixes two pictures of the same canvas. */
final class Blend implements AutoCloseable {
    private static final int WHOLE = 255;

    private final FilterGraph graph;
    private final boolean crossFade;
    private final long frames;
    private final Canvas canvas;

    /** Of a cross-fade: the second picture's share. */
    private final Frame share = new Frame();

    private boolean begun;

    Blend(Xfade effect, long frames, Canvas canvas, Rational rate) {
        this.crossFade = effect.equals(Xfade.CROSS_FADE);
        this.frames = frames;
        this.canvas = canvas;
        this.graph =
                FilterGraph.video(
                        crossFade
                                ? FilterGraphs.crossFade(canvas, rate)
                                : FilterGraphs.blend(effect, frames, canvas, rate));
    }

    /** Frame {@code j} of the transition; asked for in ascending order. Both pictures' times are changed. */
    void mix(Frame from, Frame to, long j, Frame into) {
        if (!begun) {
            begun = true;
            if (j > 0 && !crossFade) {
                // xfade counts from the first picture that it sees.
                mixAt(from, to, 0, into);
            }
        }
        mixAt(from, to, j, into);
    }

    private void mixAt(Frame from, Frame to, long j, Frame into) {
        from.timestamp(j);
        to.timestamp(j);
        graph.push(0, from);
        graph.push(1, to);
        if (crossFade) {
            int level = Math.toIntExact((2 * WHOLE * j + frames) / (2 * frames));
            share.allocateLevel(canvas, level);
            share.timestamp(j);
            graph.push(2, share);
        }
        if (!graph.pull(into)) {
            throw new MediaFault("a transition gave no picture at its frame " + j);
        }
    }

    @Override
    public void close() {
        graph.close();
        share.close();
    }
}
