package dev.rushes.common.plan.structure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.AddedSound;
import dev.rushes.common.plan.sound.AddedSound.Role;
import dev.rushes.common.plan.sound.Ducking;
import dev.rushes.common.plan.sound.Loudness;
import dev.rushes.common.plan.sound.SoundLayout;
import dev.rushes.common.plan.sound.SoundSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a plan says about sound: volumes, music, the audio layer, layout and loudness. */
final class SoundReader {
    private static final Set<String> MUSIC_FIELDS =
            Set.of("enabled", "s3Key", "volume", "trim", "duck", "fadeIn", "fadeOut");
    private static final Set<String> ITEM_FIELDS =
            Set.of("type", "s3Key", "volume", "start", "end", "trim", "duck", "fadeIn", "fadeOut");
    private static final Set<String> TRIM_FIELDS = Set.of("start", "end");
    private static final Set<String> DUCK_FIELDS =
            Set.of("reduction", "threshold", "attack", "hold", "release");
    private static final Set<String> AUDIO_FIELDS = Set.of("layout");
    private static final Set<String> LOUDNESS_FIELDS = Set.of("target", "truePeak");

    private static final Rational LOUDEST = Rational.of(4);

    /** Music that simply stops at the end of a programme sounds like a mistake. */
    private static final Rational LAST_FADE = Rational.ONE;

    /** Each one that sounds at the same time is an open file. */
    private static final int MOST_ITEMS = 100;

    private SoundReader() {}

    /** See {@link PlanCheck#knownFields()}. */
    static Map<String, Set<String>> knownFields() {
        return Map.of(
                "music", MUSIC_FIELDS,
                "audioItem", ITEM_FIELDS,
                "soundTrim", TRIM_FIELDS,
                "duck", DUCK_FIELDS,
                "audio", AUDIO_FIELDS,
                "loudness", LOUDNESS_FIELDS);
    }

    /** A factor on samples; 1 where it is missing. */
    static Rational volume(JsonCursor of) {
        return within(of.field("volume"), Rational.ZERO, LOUDEST, Rational.ONE);
    }

    static SoundSettings settings(JsonCursor output) {
        SoundLayout layout = SoundLayout.STEREO;
        JsonCursor audio = output.field("audio");
        if (audio != null && audio.isObject("audio")) {
            audio.warnOfFieldsBeyond(AUDIO_FIELDS);
            String name = audio.text("layout");
            Optional<SoundLayout> named =
                    name == null ? Optional.of(layout) : SoundLayout.named(name);
            JsonCursor at = audio.field("layout");
            if (named.isEmpty() && at != null) {
                at.error("must be one of " + SoundLayout.names());
            }
            layout = named.orElse(layout);
        }
        return new SoundSettings(layout, loudness(output.field("loudness")));
    }

    private static @Nullable Loudness loudness(@Nullable JsonCursor at) {
        if (at == null) {
            return null;
        }
        if (at.node.isBoolean()) {
            return at.node.booleanValue() ? Loudness.DEFAULT : null;
        }
        if (!at.node.isObject()) {
            at.error("must be true, false or {\"target\", \"truePeak\"}, not " + at.kind());
            return null;
        }
        at.warnOfFieldsBeyond(LOUDNESS_FIELDS);
        // The ranges of FFmpeg's loudnorm.
        return new Loudness(
                within(
                        at.field("target"),
                        Rational.of(-70),
                        Rational.of(-5),
                        Loudness.DEFAULT.target()),
                within(
                        at.field("truePeak"),
                        Rational.of(-9),
                        Rational.ZERO,
                        Loudness.DEFAULT.truePeak()));
    }

    /** The programme's music, where it is on. */
    static void music(@Nullable JsonCursor music, List<AddedSound> into) {
        if (music == null || !music.isObject("music")) {
            return;
        }
        music.warnOfFieldsBeyond(MUSIC_FIELDS);
        JsonCursor enabled = music.field("enabled");
        if (enabled != null && !enabled.node.isBoolean()) {
            enabled.error("must be true or false, not " + enabled.kind());
            return;
        }
        if (enabled != null && !enabled.node.booleanValue()) {
            return;
        }
        add(music, Role.MUSIC, null, LAST_FADE, into);
    }

    /** A scene's audio layer: a list of sounds, or one alone. */
    static void items(@Nullable JsonCursor audio, int scene, List<AddedSound> into) {
        if (audio == null) {
            return;
        }
        if (audio.node.isObject()) {
            item(audio, scene, into);
        } else if (audio.isArray("audio")) {
            if (audio.node.size() > MOST_ITEMS) {
                audio.error(
                        "there are %d sounds; at most %d are mixed in one scene"
                                .formatted(audio.node.size(), MOST_ITEMS));
                return;
            }
            for (JsonCursor item : audio.elements()) {
                if (item.isObject("a sound")) {
                    item(item, scene, into);
                }
            }
        }
    }

    private static void item(JsonCursor item, int scene, List<AddedSound> into) {
        item.warnOfFieldsBeyond(ITEM_FIELDS);
        add(item, role(item), scene, Rational.ZERO, into);
    }

    private static Role role(JsonCursor item) {
        String name = item.text("type");
        if (name == null) {
            return Role.EFFECT;
        }
        for (Role role : Role.values()) {
            if (role.wireName().equals(name)) {
                return role;
            }
        }
        Objects.requireNonNull(item.field("type"))
                .error("must be one of music, voice_over, effect");
        return Role.EFFECT;
    }

    private static void add(
            JsonCursor at,
            Role role,
            @Nullable Integer scene,
            Rational usualFadeOut,
            List<AddedSound> into) {
        if (at.field("s3Key") == null) {
            at.error("\"s3Key\" is required");
        }
        String key = at.asset("s3Key", AssetKind.SOUND);
        Rational volume = volume(at);
        Rational start = scene == null ? Rational.ZERO : time(at.field("start"));
        Rational end = scene == null || at.field("end") == null ? null : time(at.field("end"));
        if (end != null && end.compareTo(start) <= 0) {
            Objects.requireNonNull(at.field("end")).error("is not after start " + said(start));
        }
        JsonCursor trim = at.field("trim");
        Rational in = Rational.ZERO;
        Rational out = null;
        if (trim != null && trim.isObject("trim")) {
            trim.warnOfFieldsBeyond(TRIM_FIELDS);
            in = time(trim.field("start"));
            out = trim.field("end") == null ? null : time(trim.field("end"));
            if (out != null && out.compareTo(in) <= 0) {
                trim.error("end " + said(out) + " is not after start " + said(in));
            }
        }
        Rational fadeIn = time(at.field("fadeIn"));
        Rational fadeOut = at.field("fadeOut") == null ? usualFadeOut : time(at.field("fadeOut"));
        Ducking ducking = ducking(at.field("duck"));
        if (ducking != null && role == Role.VOICE_OVER) {
            at.warning("a voice-over is what others make way for: duck is ignored");
            ducking = null;
        }
        if (key != null) {
            into.add(
                    new AddedSound(
                            at.pointer,
                            role,
                            scene,
                            key,
                            volume,
                            start,
                            end,
                            in,
                            out,
                            fadeIn,
                            fadeOut,
                            ducking));
        }
    }

    private static @Nullable Ducking ducking(@Nullable JsonCursor at) {
        if (at == null) {
            return null;
        }
        JsonNode node = at.node;
        if (node.isBoolean()) {
            return node.booleanValue() ? Ducking.DEFAULT : null;
        }
        if (!node.isObject()) {
            at.error(
                    "must be true, false or {\"reduction\", \"threshold\", \"attack\", \"hold\", \"release\"}, not "
                            + at.kind());
            return null;
        }
        at.warnOfFieldsBeyond(DUCK_FIELDS);
        Ducking usual = Ducking.DEFAULT;
        return new Ducking(
                within(at.field("reduction"), Rational.of(1), Rational.of(60), usual.reduction()),
                within(at.field("threshold"), Rational.of(-70), Rational.ZERO, usual.threshold()),
                within(at.field("attack"), Rational.of(1, 100), Rational.of(5), usual.attack()),
                within(at.field("hold"), Rational.ZERO, Rational.of(10), usual.hold()),
                within(at.field("release"), Rational.of(1, 100), Rational.of(10), usual.release()));
    }

    private static Rational time(@Nullable JsonCursor at) {
        Rational seconds = at == null ? null : at.number();
        if (at != null && seconds != null && seconds.signum() < 0) {
            at.error(said(seconds) + " is negative");
        }
        return seconds == null ? Rational.ZERO : seconds;
    }

    private static Rational within(
            @Nullable JsonCursor at, Rational least, Rational most, Rational usual) {
        Rational value = at == null ? null : at.number();
        if (at == null || value == null) {
            return usual;
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            at.error("must lie between " + said(least) + " and " + said(most));
            return usual;
        }
        return value;
    }

    private static String said(Rational value) {
        return value.toDecimal().toPlainString();
    }
}
