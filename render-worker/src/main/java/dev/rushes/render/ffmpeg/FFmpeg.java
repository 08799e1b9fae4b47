package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaException;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.RenderCancelled;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** The native library itself: loading it, and turning its return codes into typed exceptions. */
public final class FFmpeg {
    static {
        configure();
    }

    static final long NO_TIMESTAMP = avutil.AV_NOPTS_VALUE;

    /**
     * Not among them: input/output errors, which demuxers report of short files, and lack of memory, which only a file
     * that claims too much meets (see {@link #LARGEST_ALLOCATION}).
     */
    private static final Set<Integer> MACHINE_FAULTS =
            Set.of(
                    org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOSPC(),
                    org.bytedeco.ffmpeg.presets.avutil.AVERROR_EACCES(),
                    org.bytedeco.ffmpeg.presets.avutil.AVERROR_EPERM(),
                    org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOENT(),
                    org.bytedeco.ffmpeg.presets.avutil.AVERROR_EINTR());

    static final int IO_ERROR = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO();

    /** Bytes in one piece: a plane of 8K in 16 bits takes 71 MB, half a day of MP4 index 150 MB. */
    private static final long LARGEST_ALLOCATION = 512L << 20;

    static final int AGAIN = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();
    static final int END = avutil.AVERROR_EOF;

    static {
        // What FFmpeg prints would be unbounded and the sender's to choose; its codes reach us as
        // exceptions.
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        avutil.av_max_alloc(LARGEST_ALLOCATION);
    }

    private FFmpeg() {}

    /**
     * Loads the native library, which takes a moment the first time (it is unpacked from its jar).
     *
     * @return FFmpeg's version
     */
    public static String load() {
        return text(avutil.av_version_info(), "unknown");
    }

    /** Begins to load all libraries, beside what a program does before it needs them. */
    public static void loadAhead() {
        Thread unusedLoading =
                Thread.ofPlatform()
                        .name("load-ahead")
                        .daemon()
                        .start(() -> {
                            int unusedVersion = avfilter.avfilter_version();
                        });
    }

    /** The processor's kind and the instruction sets that FFmpeg uses of it, by which roundings may differ. */
    public static String processor() {
        load();
        return "%s %x".formatted(System.getProperty("os.arch"), avutil.av_get_cpu_flags());
    }

    /**
     * Must run before any JavaCPP class is touched. Every native object here has an owner that frees it, so JavaCPP's
     * own collector thread, and its habit of reading /proc/self/statm at each allocation to call System.gc() when the
     * process passes a multiple of -Xmx, only cost: FFmpeg's memory is not the Java heap's.
     */
    private static void configure() {
        setUnlessSet("org.bytedeco.javacpp.nopointergc", "true");
        setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
        setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }

    private static void setUnlessSet(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /** Checks a return code of the engine's own work: what fails here is not the user's fault. */
    static int check(int code, String doing) {
        if (code >= 0) {
            return code;
        }
        throw code == avutil.AVERROR_EXIT ? new RenderCancelled() : fault(code, doing);
    }

    /** Checks a return code of reading somebody's file: what fails here is the file's fault or the machine's. */
    static int checkInput(int code, String reason) {
        if (code >= 0) {
            return code;
        }
        throw inputFailure(code, reason);
    }

    static MediaException inputFailure(int code, String reason) {
        if (code == avutil.AVERROR_EXIT) {
            return new RenderCancelled();
        }
        return MACHINE_FAULTS.contains(code)
                ? fault(code, reason)
                : new BadMedia(reason + " (" + message(code) + ")");
    }

    private static MediaFault fault(int code, String doing) {
        return new MediaFault(doing + ": " + message(code));
    }

    static <P extends Pointer> P allocated(@Nullable P pointer, String what) {
        if (pointer == null || pointer.isNull()) {
            throw new MediaFault("no memory for " + what);
        }
        return pointer;
    }

    static String message(int code) {
        byte[] text = new byte[128];
        avutil.av_strerror(code, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    static String text(@Nullable BytePointer text, String otherwise) {
        return text == null || text.isNull() ? otherwise : text.getString();
    }

    /** The fraction, or {@code otherwise} where FFmpeg says 0/0 or 0/1 for "not known". */
    static Rational rational(AVRational value, Rational otherwise) {
        return value.num() <= 0 || value.den() <= 0
                ? otherwise
                : Rational.of(value.num(), value.den());
    }

    static void set(AVRational target, Rational value) {
        target.num(Math.toIntExact(value.numerator()));
        target.den(Math.toIntExact(value.denominator()));
    }
}
