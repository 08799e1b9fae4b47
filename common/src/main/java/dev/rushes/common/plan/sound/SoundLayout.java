package dev.rushes.common.plan.sound;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The loudspeakers that a finished video's sound is for. */
public enum SoundLayout {
    MONO("mono", 1),
    STEREO("stereo", 2),
    /** Left, right, centre, low frequencies, surround left, surround right. */
    FIVE_ONE("5.1", 6);

    private final String wireName;
    private final int channels;

    SoundLayout(String wireName, int channels) {
        this.wireName = wireName;
        this.channels = channels;
    }

    /** As plans write it; also FFmpeg's name of it. */
    public String wireName() {
        return wireName;
    }

    public int channels() {
        return channels;
    }

    public static Optional<SoundLayout> named(String wireName) {
        return Arrays.stream(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
    }

    /** All names, for the error about an unknown one. */
    public static String names() {
        return Arrays.stream(values()).map(SoundLayout::wireName).collect(Collectors.joining(", "));
    }
}
