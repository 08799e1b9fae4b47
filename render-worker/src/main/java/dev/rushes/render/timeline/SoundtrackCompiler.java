package dev.rushes.render.timeline;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.AddedSound;
import dev.rushes.common.plan.sound.AddedSound.Role;
import dev.rushes.common.plan.sound.SoundSettings;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.SoundEnvelope.Ramp;
import dev.rushes.render.timeline.Soundtrack.Cue;
import dev.rushes.render.timeline.Timeline.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts everything that is heard in samples. Sound is cut at the edges of the programme's frames, each counted from
 * the programme's start, so that nothing adds up to a drift.
 */
final class SoundtrackCompiler {
    private final Programme programme;
    private final OutputFormat output;
    private final List<Placement> placements;
    private final Map<String, MediaInfo> sources;

    SoundtrackCompiler(
            Programme programme,
            OutputFormat output,
            List<Placement> placements,
            Map<String, MediaInfo> sources) {
        this.programme = programme;
        this.output = output;
        this.placements = placements;
        this.sources = sources;
    }

    Soundtrack compile(SoundSettings settings) {
        List<Cue> cues = new ArrayList<>();
        for (int i = 0; i < placements.size(); i++) {
            Rational volume = programme.parts().get(i).clip().volume();
            if (placements.get(i).source().audio() != null && volume.signum() > 0) {
                cues.add(clip(i, volume));
            }
        }
        for (AddedSound sound : programme.sounds()) {
            Cue cue = added(sound);
            if (cue != null) {
                cues.add(cue);
            }
        }
        long samples = output.sampleAt(placements.getLast().end());
        return new Soundtrack(settings.layout(), settings.loudness(), samples, cues);
    }

    private Cue clip(int index, Rational volume) {
        Placement here = placements.get(index);
        long start = output.sampleAt(here.start());
        return new Cue(
                here.s3Key(),
                here.source().startOffset().plus(here.in()),
                here.speed().times(here.frames()).dividedBy(output.frameRate()),
                here.speed(),
                volume,
                start,
                envelope(index, start, output.sampleAt(here.end())),
                false,
                true,
                null);
    }

    private SoundEnvelope envelope(int index, long start, long end) {
        Placement here = placements.get(index);
        Ramp in;
        if (here.overlap() > 0) {
            in = new Ramp(output.sampleAt(here.start() + here.overlap()) - start, true);
        } else if (here.fadeIn() > 0) {
            in = new Ramp(output.sampleAt(here.start() + here.fadeIn()) - start, false);
        } else {
            in = index > 0 && readsOn(index - 1, index) ? Ramp.NONE : cut(end - start);
        }
        Ramp out;
        boolean last = index + 1 == placements.size();
        if (!last && placements.get(index + 1).overlap() > 0) {
            out = new Ramp(end - output.sampleAt(placements.get(index + 1).start()), true);
        } else if (here.fadeOut() > 0) {
            out = new Ramp(end - output.sampleAt(here.end() - here.fadeOut()), false);
        } else {
            out = !last && readsOn(index, index + 1) ? Ramp.NONE : cut(end - start);
        }
        return new SoundEnvelope(end - start, in, out);
    }

    private static Ramp cut(long length) {
        return new Ramp(Math.min(SoundEnvelope.CUT_SAMPLES, length / 2), false);
    }

    /** Whether the cut between two clips is none, because the second goes on where the first ends. */
    private boolean readsOn(int index, int next) {
        Placement first = placements.get(index);
        Placement second = placements.get(next);
        return first.s3Key().equals(second.s3Key())
                && first.speed().equals(Rational.ONE)
                && second.speed().equals(Rational.ONE)
                && programme
                        .parts()
                        .get(index)
                        .clip()
                        .volume()
                        .equals(programme.parts().get(next).clip().volume())
                && first.in()
                        .plus(Rational.of(first.frames()).dividedBy(output.frameRate()))
                        .equals(second.in())
                && first.fadeOut() == 0
                && second.fadeIn() == 0;
    }

    /** Null where nothing of it is heard. */
    private @Nullable Cue added(AddedSound sound) {
        MediaInfo source = sources.get(sound.s3Key());
        if (source == null || source.audio() == null) {
            throw new BadMedia(sound.pointer() + "/s3Key: there is no sound in " + sound.s3Key());
        }
        if (sound.in().compareTo(source.duration()) >= 0) {
            throw new BadMedia(
                    "%s/trim/start: %s s is past the end of the sound, which lasts %s s"
                            .formatted(
                                    sound.pointer(),
                                    sound.in().toDecimal().toPlainString(),
                                    source.duration().toDecimal().toPlainString()));
        }
        long from = sceneStart(sound.scene());
        long until = sceneEnd(sound.scene());
        long start = from + samples(sound.start());
        long end = sound.end() == null ? until : Math.min(until, from + samples(sound.end()));
        Rational out = sound.out() == null ? source.duration() : sound.out().min(source.duration());
        Rational period = out.minus(sound.in());
        boolean loops = sound.role() == Role.MUSIC;
        if (!loops) {
            end = Math.min(end, start + Math.max(1, samples(period)));
        }
        if (end <= start || sound.volume().signum() == 0) {
            return null;
        }
        return new Cue(
                sound.s3Key(),
                source.startOffset().plus(sound.in()),
                period,
                Rational.ONE,
                sound.volume(),
                start,
                new SoundEnvelope(
                        end - start,
                        fade(sound.fadeIn(), end - start),
                        fade(sound.fadeOut(), end - start)),
                loops,
                sound.role() == Role.VOICE_OVER,
                sound.ducking());
    }

    private static Ramp fade(Rational seconds, long length) {
        Ramp cut = cut(length);
        long wanted = Math.min(length, samples(seconds));
        return wanted > cut.samples() ? new Ramp(wanted, false) : cut;
    }

    private static long samples(Rational seconds) {
        return seconds.times(OutputFormat.SAMPLE_RATE).roundHalfUp();
    }

    private long sceneStart(@Nullable Integer scene) {
        for (Placement placement : placements) {
            if (scene != null && placement.scene() == scene) {
                return output.sampleAt(placement.start());
            }
        }
        return 0;
    }

    private long sceneEnd(@Nullable Integer scene) {
        long end = placements.getLast().end();
        for (Placement placement : placements) {
            if (scene != null && placement.scene() == scene) {
                end = placement.end();
            }
        }
        return output.sampleAt(end);
    }
}
