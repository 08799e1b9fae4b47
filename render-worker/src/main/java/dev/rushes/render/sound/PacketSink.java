package dev.rushes.render.sound;

import dev.rushes.render.ffmpeg.Packet;

/** Where coded sound goes, packet by packet in order. */
public interface PacketSink extends AutoCloseable {
    /** Takes the packet's content; times are in samples. */
    void write(Packet packet);

    @Override
    void close();
}
