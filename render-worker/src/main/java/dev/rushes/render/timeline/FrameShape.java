package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a decoded picture to bring it to the output.
 *
 * @param pixelFormat FFmpeg's name
 * @param pixelAspect width to height of one pixel
 * @param fullRange null where the file does not say
 * @param matrix FFmpeg's name of the YUV matrix, null where the file does not say
 * @param primaries FFmpeg's name of the colour primaries, null where the file does not say
 * @param transfer FFmpeg's name of the transfer characteristic, null where the file does not say
 */
public record FrameShape(
        int width,
        int height,
        String pixelFormat,
        Rational pixelAspect,
        @Nullable Boolean fullRange,
        @Nullable String matrix,
        @Nullable String primaries,
        @Nullable String transfer) {
    private static final int HIGH_DEFINITION_LINES = 720;
    private static final String BT_2020 = "bt2020";
    private static final Set<String> HIGH_DYNAMIC_RANGE = Set.of("smpte2084", "arib-std-b67");
    private static final Set<String> WIDE_GAMUTS = Set.of(BT_2020, "smpte431", "smpte432");
    private static final Set<String> PRIMARIES =
            Set.of(
                    "bt709",
                    "bt470m",
                    "bt470bg",
                    "smpte170m",
                    "smpte240m",
                    "film",
                    BT_2020,
                    "smpte428",
                    "smpte431",
                    "smpte432",
                    "ebu3213");
    private static final Set<String> OTHER_RGB = Set.of("pal8", "0rgb", "0bgr");
    private static final Set<String> OTHER_ALPHA =
            Set.of("pal8", "argb", "abgr", "rgba", "bgra", "ya8", "vuya", "ayuv");

    /** A picture of which the file says neither primaries nor transfer. */
    public FrameShape(
            int width,
            int height,
            String pixelFormat,
            Rational pixelAspect,
            @Nullable Boolean fullRange,
            @Nullable String matrix) {
        this(width, height, pixelFormat, pixelAspect, fullRange, matrix, null, null);
    }

    /** The range, by default limited; the yuvj formats are full by definition and RGB always is. */
    public boolean isFullRange() {
        return fullRange != null ? fullRange : pixelFormat.startsWith("yuvj") || isRgb();
    }

    /** The matrix, by default BT.2020's with its primaries, else BT.709 from 720 lines on and BT.601 below, as players do. */
    public String effectiveMatrix() {
        if (matrix != null) {
            return matrix;
        }
        if (isHighDynamicRange() || BT_2020.equals(primaries)) {
            return "bt2020nc";
        }
        return height >= HIGH_DEFINITION_LINES ? "bt709" : "smpte170m";
    }

    /** The primaries, by default BT.2020's with its matrix or a high dynamic range, else BT.709's. */
    public String effectivePrimaries() {
        if (primaries != null && PRIMARIES.contains(primaries)) {
            return primaries;
        }
        boolean wide = isHighDynamicRange() || (matrix != null && matrix.startsWith(BT_2020));
        return wide ? BT_2020 : "bt709";
    }

    /** Whether it is PQ or HLG, which must be brought down to what an SDR screen shows. */
    public boolean isHighDynamicRange() {
        return transfer != null && HIGH_DYNAMIC_RANGE.contains(transfer);
    }

    /**
     * Whether its colours go so far beyond BT.709's that they must be mapped, not only read. The primaries of BT.601
     * are so near that nobody converts them.
     */
    public boolean isWideGamut() {
        return isHighDynamicRange() || WIDE_GAMUTS.contains(effectivePrimaries());
    }

    public boolean isRgb() {
        return pixelFormat.startsWith("rgb")
                || pixelFormat.startsWith("bgr")
                || pixelFormat.startsWith("gbr")
                || pixelFormat.startsWith("x2rgb")
                || pixelFormat.startsWith("x2bgr")
                || pixelFormat.startsWith("argb")
                || pixelFormat.startsWith("abgr")
                || OTHER_RGB.contains(pixelFormat);
    }

    /** Whether the picture may be see-through in places. */
    public boolean hasAlpha() {
        return hasAlpha(pixelFormat);
    }

    /** Whether pictures of that format may be see-through in places. */
    public static boolean hasAlpha(String pixelFormat) {
        return pixelFormat.startsWith("yuva")
                || pixelFormat.startsWith("gbrap")
                || pixelFormat.startsWith("rgba64")
                || pixelFormat.startsWith("bgra64")
                || pixelFormat.startsWith("rgbaf")
                || pixelFormat.startsWith("ya16")
                || pixelFormat.startsWith("ayuv64")
                || OTHER_ALPHA.contains(pixelFormat);
    }
}
