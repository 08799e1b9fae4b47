package dev.rushes.render.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * How much of the processors a thread gets beside others. On Linux a nice value is a thread's own (setpriority(2), "C
 * library/kernel differences"), and anybody may raise it; Java's own priorities are ignored there. Where it cannot be set
 * nothing is lost but time.
 */
final class ThreadPriority {
    /** About a third of what another thread gets (sched(7)): each step of nice is a factor of 1.25. */
    private static final int LOW = 5;

    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    private static final @Nullable MethodHandle SET = find();

    private ThreadPriority() {}

    /**
     * Lowers the calling thread's for the rest of its life; it must not be a virtual one.
     *
     * @return whether that was possible
     */
    static boolean lower() {
        if (SET == null) {
            return false;
        }
        try {
            return (int) SET.invokeExact(PRIO_PROCESS, CALLING_THREAD, LOW) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("a C function threw", e);
        }
    }

    /** Restricted, as all calls of C are: a wrong signature would crash the process. */
    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle find() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            FunctionDescriptor threeNumbers =
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT);
            return linker.defaultLookup()
                    .find("setpriority")
                    .map(function -> linker.downcallHandle(function, threeNumbers))
                    .orElse(null);
        } catch (UnsupportedOperationException | LinkageError e) {
            // A native image knows only the calls that it was built with.
            return null;
        }
    }
}
