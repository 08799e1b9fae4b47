package dev.rushes.render.sound;

import dev.rushes.render.ffmpeg.Packet;

/**
 * Where coded stretches of sound are kept for later renders. A store is a convenience: whatever goes wrong in it costs
 * the time of coding again and nothing else, so no method fails for that. Times of packets are counted from their
 * stretch's start.
 */
public interface StretchStore {
    /** Keeps nothing. */
    StretchStore NONE =
            new StretchStore() {
                @Override
                public boolean replay(String name, long packets, PacketSink into) {
                    return false;
                }

                @Override
                public Recording record(String name) {
                    return Recording.NONE;
                }
            };

    /**
     * Gives all packets of a stretch to a sink, or none.
     *
     * @param packets as many must be there
     * @return whether it was there
     */
    boolean replay(String name, long packets, PacketSink into);

    /** Begins to take the packets of a stretch that was not there. */
    Recording record(String name);

    /** The packets of a stretch that is being coded; kept only once it is finished. */
    interface Recording extends PacketSink {
        /** Keeps nothing. */
        Recording NONE =
                new Recording() {
                    @Override
                    public void write(Packet packet) {}

                    @Override
                    public void finish() {}

                    @Override
                    public void close() {}
                };

        /** Says that all of it was written. */
        void finish();
    }
}
