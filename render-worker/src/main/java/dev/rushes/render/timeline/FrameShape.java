package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a decoded picture to bring it to the output.
 *
 * @param pixelFormat FFmpeg's name
 * @param pixelAspect width to height of one pixel
 * @param fullRange null where the file does not say
 * @param matrix FFmpeg's name of the YUV matrix, null where the file does not say
 */
public record FrameShape(
        int width,
        int height,
        String pixelFormat,
        Rational pixelAspect,
        @Nullable Boolean fullRange,
        @Nullable String matrix) {
    private static final int HIGH_DEFINITION_LINES = 720;

    /** The range, by default limited; the yuvj formats are full by definition and RGB always is. */
    public boolean isFullRange() {
        return fullRange != null ? fullRange : pixelFormat.startsWith("yuvj") || isRgb();
    }

    /** The matrix, by default BT.709 from 720 lines on and BT.601 below, as players do. */
    public String effectiveMatrix() {
        return matrix != null ? matrix : height >= HIGH_DEFINITION_LINES ? "bt709" : "smpte170m";
    }

    /** Whether pixels may be see-through. */
    public boolean hasAlpha() {
        return pixelFormat.startsWith("yuva")
                || pixelFormat.startsWith("rgba")
                || pixelFormat.startsWith("bgra")
                || pixelFormat.startsWith("argb")
                || pixelFormat.startsWith("abgr")
                || pixelFormat.startsWith("gbrap")
                || pixelFormat.startsWith("ya8")
                || pixelFormat.startsWith("ya16")
                || pixelFormat.startsWith("pal8");
    }

    public boolean isRgb() {
        return pixelFormat.startsWith("rgb")
                || pixelFormat.startsWith("bgr")
                || pixelFormat.startsWith("gbr")
                || pixelFormat.startsWith("argb")
                || pixelFormat.startsWith("abgr")
                || pixelFormat.startsWith("pal8");
    }
}
