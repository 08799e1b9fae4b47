package dev.rushes.render.sound;

import dev.rushes.common.plan.sound.SoundLayout;
import java.util.List;

/**
 * A programme's sound as it was coded, measured after decoding it again.
 *
 * @param layout its loudspeakers
 * @param integrated loudness in LUFS (ITU-R BS.1770-4); negative infinity for silence and for less than 0.4 s
 * @param truePeak dBTP; negative infinity for digital silence
 * @param gain decibels by which the whole mix was raised for its loudness; 0 where none was asked for
 * @param notes what a person should know, such as a target that could not be met
 */
public record MeasuredSound(
        SoundLayout layout, double integrated, double truePeak, double gain, List<String> notes) {
    public MeasuredSound {
        notes = List.copyOf(notes);
    }
}
