package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.TrackReader;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * What a finished file's packets say without being decoded.
 *
 * @param times frames that are keyframes, in order
 * @param sizes bytes of the frames around cuts, by frame
 * @param mean bytes of a frame that is no keyframe
 */
record Keyframes(List<Long> times, Map<Long, Integer> sizes, double mean) {

    static Keyframes read(
            Timeline timeline, Path file, MediaLimits limits, BooleanSupplier cancelled) {
        Set<Long> wanted = new HashSet<>();
        for (long cut : CutCheck.cuts(timeline)) {
            for (long frame = cut - 2; frame <= cut + 1; frame++) {
                wanted.add(frame);
            }
        }
        TreeSet<Long> keys = new TreeSet<>();
        Map<Long, Integer> sizes = new HashMap<>();
        long[] others = new long[2];
        try (TrackReader reader = TrackReader.video(file, limits, cancelled)) {
            Rational ticksToFrames = reader.timeBase().times(timeline.output().frameRate());
            reader.eachPacket((timestamp, size, key) -> {
                long frame = ticksToFrames.times(timestamp).roundHalfUp();
                if (key) {
                    keys.add(frame);
                } else {
                    others[0] += size;
                    others[1]++;
                }
                if (wanted.contains(frame)) {
                    sizes.put(frame, size);
                }
            });
        }
        return new Keyframes(
                new ArrayList<>(keys), sizes, others[1] == 0 ? 0 : (double) others[0] / others[1]);
    }
}
