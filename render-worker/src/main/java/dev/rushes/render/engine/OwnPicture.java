package dev.rushes.render.engine;

import dev.rushes.render.ffmpeg.Frame;

/** Memory for pictures that are drawn on: used again as soon as nobody refers to the last one. */
final class OwnPicture implements AutoCloseable {
    private final Frame memory = new Frame();

    /** A picture of that size whose content is anything. */
    Frame blank(int width, int height) {
        if (!memory.isOwn() || memory.width() != width || memory.height() != height) {
            memory.allocatePicture(width, height, 16, 128, 128);
            memory.tag(false, "bt709");
        }
        return memory;
    }

    /** Becomes a copy of a yuv420p picture that may be drawn on. */
    Frame copy(Frame picture) {
        Frame blank = blank(picture.width(), picture.height());
        picture.copyTo(blank, 0, 0);
        return blank;
    }

    @Override
    public void close() {
        memory.close();
    }
}
