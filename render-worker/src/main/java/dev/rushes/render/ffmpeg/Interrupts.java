package dev.rushes.render.ffmpeg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Lets FFmpeg's blocking input and output ask whether to stop.
 *
 * <p>JavaCPP compiles only ten native trampolines for a callback class, so one callback serves every context and tells
 * them apart by the opaque pointer, which is a ticket number and never dereferenced.
 */
final class Interrupts {
    private static final Map<Long, BooleanSupplier> WAITING = new ConcurrentHashMap<>();
    private static final AtomicLong TICKETS = new AtomicLong();
    private static final Callback CALLBACK = new Callback();

    private Interrupts() {}

    /** One context's entry; close it after the context. */
    static final class Ticket implements AutoCloseable {
        private final long number = TICKETS.incrementAndGet();

        private Ticket(BooleanSupplier cancelled) {
            WAITING.put(number, cancelled);
        }

        void attach(AVIOInterruptCB target) {
            target.callback(CALLBACK);
            target.opaque(new Opaque(number));
        }

        @Override
        public void close() {
            WAITING.remove(number);
        }
    }

    static Ticket register(BooleanSupplier cancelled) {
        return new Ticket(cancelled);
    }

    private static final class Opaque extends Pointer {
        Opaque(long number) {
            address = number;
        }
    }

    private static final class Callback extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(@Nullable Pointer opaque) {
            BooleanSupplier cancelled = opaque == null ? null : WAITING.get(opaque.address());
            try {
                return cancelled != null && cancelled.getAsBoolean() ? 1 : 0;
            } catch (RuntimeException e) {
                // Thrown through FFmpeg's frames it would end the process. Whoever asked is asked
                // again outside of them.
                return 1;
            }
        }
    }
}
