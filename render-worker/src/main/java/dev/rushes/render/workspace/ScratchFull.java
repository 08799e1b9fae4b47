package dev.rushes.render.workspace;

/** The disk has too little space for an attempt now: another worker, or this one later, may have it. */
public final class ScratchFull extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScratchFull(long neededBytes, long freeBytes) {
        super(
                "%d MB of scratch space are needed, %d MB are free"
                        .formatted(neededBytes >> 20, Math.max(0, freeBytes) >> 20));
    }
}
