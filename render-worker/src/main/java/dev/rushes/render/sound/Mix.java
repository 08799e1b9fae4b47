package dev.rushes.render.sound;

import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.media.TimeLimit;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Soundtrack;
import dev.rushes.render.timeline.Soundtrack.Cue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All cues of a soundtrack together. Speech is mixed a little ahead, so that what makes way for it is out of the way
 * when it begins. A source is open only while it sounds.
 */
final class Mix implements SoundStream {
    /** 10 ms, in which everything is counted. */
    static final int BLOCK = 480;

    /** What is mixed within the time that a segment of pictures may take; about as long as one. */
    private static final int SECTION_SECONDS = 6;

    private static final int SECTION = SECTION_SECONDS * OutputFormat.SAMPLE_RATE / BLOCK;

    private final SoundLayout layout;
    private final Map<String, Path> sources;
    private final MediaLimits limits;
    private final TimeLimit time;
    private final Bus speech;
    private final Bus others;

    /** Blocks by which speech is mixed ahead, as many as the slowest attack of any cue. */
    private final int ahead;

    /** Speech of the blocks from {@link #next} on, by block number. */
    private final float[][][] spoken;

    private final double[] levels;
    private final float[][] block;
    private final float[] factors = new float[BLOCK];
    private long spokenUntil;
    private long next;
    private int taken = BLOCK;

    Mix(
            Soundtrack track,
            Map<String, Path> sources,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        this.layout = track.layout();
        this.sources = sources;
        this.limits = limits;
        this.time = new TimeLimit(cancelled, limits.segmentTime());
        this.speech = new Bus(track.cues().stream().filter(Cue::speech).toList());
        this.others = new Bus(track.cues().stream().filter(cue -> !cue.speech()).toList());
        this.ahead =
                track.cues().stream()
                        .map(Cue::ducking)
                        .mapToInt(ducking -> ducking == null ? 0 : Ducker.attackBlocks(ducking))
                        .max()
                        .orElse(0);
        this.spoken = new float[ahead + 1][layout.channels()][BLOCK];
        this.levels = new double[ahead + 1];
        this.block = new float[layout.channels()][BLOCK];
    }

    /** Cues that are opened when their time comes and closed when it is over. */
    private final class Bus {
        private final List<Cue> cues;
        private final List<Voice> sounding = new ArrayList<>();
        private int opened;
        private @Nullable String opening;

        Bus(List<Cue> cues) {
            this.cues = cues;
        }

        void addTo(float[][] into, long number) {
            long at = number * BLOCK;
            while (opened < cues.size() && cues.get(opened).start() < at + BLOCK) {
                Cue cue = cues.get(opened);
                opening = cue.s3Key();
                sounding.add(
                        new Voice(
                                new CueSound(cue, sources, layout, limits, time),
                                cue.ducking() == null ? null : new Ducker(cue.ducking())));
                opened++;
            }
            opening = null;
            for (Iterator<Voice> voices = sounding.iterator(); voices.hasNext(); ) {
                Voice voice = voices.next();
                voice.sound().addTo(into, at, BLOCK, factors(voice.ducker(), number));
                if (voice.sound().cue().end() <= at + BLOCK) {
                    voices.remove();
                    voice.sound().close();
                }
            }
        }

        void addKeys(Set<String> keys) {
            sounding.forEach(voice -> keys.add(voice.sound().cue().s3Key()));
            if (opening != null) {
                keys.add(opening);
            }
        }

        void close() {
            sounding.forEach(voice -> voice.sound().close());
        }
    }

    private record Voice(CueSound sound, @Nullable Ducker ducker) {}

    private float @Nullable [] factors(@Nullable Ducker ducker, long number) {
        if (ducker == null) {
            return null;
        }
        ducker.next(levels[slot(number + ducker.attackBlocks())], factors);
        return factors;
    }

    @Override
    public int channels() {
        return layout.channels();
    }

    @Override
    public void read(float[][] into, int count) {
        for (int done = 0; done < count; ) {
            if (taken == BLOCK) {
                mixNext();
                taken = 0;
            }
            int part = Math.min(count - done, BLOCK - taken);
            for (int channel = 0; channel < into.length; channel++) {
                System.arraycopy(block[channel], taken, into[channel], done, part);
            }
            taken += part;
            done += part;
        }
    }

    private void mixNext() {
        if (next % SECTION == 0) {
            time.restart();
        }
        try {
            mixBlock();
        } catch (RenderCancelled e) {
            throw time.passed() ? tooSlow() : e;
        }
    }

    private BadMedia tooSlow() {
        Set<String> keys = sounding();
        return new BadMedia(
                "%s: the sound from %d s on was not mixed after %d s; the file may be damaged"
                        .formatted(
                                keys.isEmpty() ? "the programme" : String.join(", ", keys),
                                next / SECTION * SECTION_SECONDS,
                                time.seconds()));
    }

    /** The keys of what is open. */
    private Set<String> sounding() {
        Set<String> keys = new TreeSet<>();
        speech.addKeys(keys);
        others.addKeys(keys);
        return keys;
    }

    private void mixBlock() {
        if (time.getAsBoolean()) {
            throw new RenderCancelled();
        }
        for (; spokenUntil <= next + ahead; spokenUntil++) {
            float[][] into = spoken[slot(spokenUntil)];
            for (float[] channel : into) {
                Arrays.fill(channel, 0);
            }
            speech.addTo(into, spokenUntil);
            levels[slot(spokenUntil)] = power(into);
        }
        for (int channel = 0; channel < block.length; channel++) {
            System.arraycopy(spoken[slot(next)][channel], 0, block[channel], 0, BLOCK);
        }
        others.addTo(block, next);
        next++;
    }

    private int slot(long number) {
        return (int) (number % spoken.length);
    }

    /** The mean square of the loudest channel. */
    private static double power(float[][] samples) {
        double most = 0;
        for (float[] channel : samples) {
            double sum = 0;
            for (float sample : channel) {
                sum += sample * sample;
            }
            most = Math.max(most, sum / channel.length);
        }
        return most;
    }

    @Override
    public void close() {
        speech.close();
        others.close();
    }
}
