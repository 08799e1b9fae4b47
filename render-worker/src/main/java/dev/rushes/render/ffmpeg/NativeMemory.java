package dev.rushes.render.ffmpeg;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.bytedeco.javacpp.Pointer;

/** The memory of this process, most of which a render keeps outside of the Java heap. */
public final class NativeMemory {
    private static final MemoryMXBean JAVA = ManagementFactory.getMemoryMXBean();

    private NativeMemory() {}

    /** Bytes of physical memory that only this process has. */
    public static long physicalBytes() {
        FFmpeg.load();
        return Pointer.physicalBytes();
    }

    /**
     * Bytes of it that the JVM does not know of: FFmpeg's frames, tables and code. What the JVM has taken and never
     * touched makes this a little too small.
     */
    public static long outsideOfJavaBytes() {
        long java =
                JAVA.getHeapMemoryUsage().getCommitted()
                        + JAVA.getNonHeapMemoryUsage().getCommitted();
        return Math.max(0, physicalBytes() - java);
    }
}
