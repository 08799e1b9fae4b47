package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for pictures that are drawn on: used again as soon as nobody refers to it. The encoder's thread still holds the
 * last few, and fresh memory for each would cost more than drawing on it: the kernel clears every page.
 */
final class OwnPicture implements AutoCloseable {
    /** As many as may wait for an encoder, and the one that is drawn. More would be held by nobody. */
    private static final int MOST = Encoding.FRAMES_BETWEEN + 3;

    private final List<Frame> memory = new ArrayList<>();
    private int last;

    /** A picture of that size whose content is anything. */
    Frame blank(int width, int height) {
        for (int i = 0; i < memory.size(); i++) {
            // The one that was given out longest ago is let go first.
            last = (last + 1) % memory.size();
            Frame frame = memory.get(last);
            if (frame.isOwn() && frame.width() == width && frame.height() == height) {
                return frame;
            }
        }
        Frame frame;
        if (memory.size() < MOST) {
            frame = new Frame();
            last = memory.size();
            memory.add(frame);
        } else {
            last = (last + 1) % memory.size();
            frame = memory.get(last);
        }
        frame.allocatePicture(width, height, 16, 128, 128);
        frame.tag(false, "bt709");
        return frame;
    }

    /** Becomes a copy of a yuv420p picture that may be drawn on. */
    Frame copy(Frame picture) {
        Frame blank = blank(picture.width(), picture.height());
        picture.copyTo(blank, 0, 0);
        return blank;
    }

    @Override
    public void close() {
        memory.forEach(Frame::close);
    }
}
