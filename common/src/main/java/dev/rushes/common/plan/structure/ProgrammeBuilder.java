package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Programme.OverlapIn;
import dev.rushes.common.plan.structure.Programme.Part;
import dev.rushes.common.plan.structure.Transition.Cut;
import dev.rushes.common.plan.structure.Transition.FadeIn;
import dev.rushes.common.plan.structure.Transition.FadeOut;
import dev.rushes.common.plan.structure.Transition.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides every transition and length of a plan and says what does not fit. */
final class ProgrammeBuilder {
    /** Stated and computed durations must agree within this (04-edit-structure). */
    private static final Rational AGREEMENT = Rational.of(1, 20);

    /** {@code rawFootageDuration} is shown with two decimals, so a trim typed from it may end this much late. */
    private static final Rational ROUNDED_END = Rational.of(1, 100);

    private static final Rational HALF = Rational.of(1, 2);

    static final String NOT_THERE =
            "there is no footage with this key in the episode or its show's assets";

    private final EditStructure structure;
    private final SourceCatalog sources;
    private final PlanLimits limits;
    private final List<PlanFault> errors;
    private final List<PlanFault> warnings;

    ProgrammeBuilder(
            EditStructure structure,
            SourceCatalog sources,
            PlanLimits limits,
            List<PlanFault> errors,
            List<PlanFault> warnings) {
        this.structure = structure;
        this.sources = sources;
        this.limits = limits;
        this.errors = errors;
        this.warnings = warnings;
    }

    /** A clip whose length is known, with what stands at its edges before durations are decided. */
    private static final class Placed {
        final Clip clip;
        final int scene;
        final Rational in;
        final Rational out;
        final @Nullable Transition begins;
        final String beginsAt;
        @Nullable Transition ends;
        String endsAt = "";

        Placed(
                Clip clip,
                int scene,
                Rational in,
                Rational out,
                @Nullable Transition begins,
                String beginsAt) {
            this.clip = clip;
            this.scene = scene;
            this.in = in;
            this.out = out;
            this.begins = begins;
            this.beginsAt = beginsAt;
        }

        Rational length() {
            return out.minus(in).dividedBy(clip.speed());
        }
    }

    /** Null where a clip's length is not known or cannot be. */
    @Nullable Programme build() {
        List<@Nullable Placed> placed = new ArrayList<>();
        for (int i = 0; i < structure.scenes().size(); i++) {
            place(structure.scenes().get(i), i, placed);
        }
        for (AssetUse asset : structure.assets()) {
            if (!sources.has(asset.s3Key())) {
                error(asset.pointer(), NOT_THERE);
            }
        }
        new SourcesCheck(sources, errors).assets(structure);
        if (placed.isEmpty() || placed.stream().anyMatch(Objects::isNull)) {
            return null;
        }
        List<Placed> all = placed.stream().map(Objects::requireNonNull).toList();
        Programme programme =
                new Programme(
                        parts(all),
                        structure.scenes().stream().map(SceneCut::layers).toList(),
                        structure.overlays(),
                        structure.sounds());
        checkTotal(programme);
        new LayerSpans(warnings).check(structure, programme);
        return programme;
    }

    private void place(SceneCut scene, int index, List<@Nullable Placed> placed) {
        if (scene.sceneId() != null && !sources.hasScene(scene.sceneId())) {
            error(scene.pointer() + "/sceneId", "is not a scene of this episode");
        }
        for (int i = 0; i < scene.clips().size(); i++) {
            Clip clip = scene.clips().get(i);
            Transition begins = clip.transition();
            String beginsAt = clip.pointer() + "/transition";
            if (i == 0 && scene.begins() != null) {
                if (begins instanceof Overlap
                        && scene.begins() instanceof Overlap
                        && !begins.equals(scene.begins())) {
                    error(beginsAt, "the scene begins with another overlapping transition");
                }
                begins = scene.begins() instanceof Cut && begins != null ? begins : scene.begins();
                beginsAt = scene.pointer() + "/transitions/0";
            }
            Placed here = placed(clip, index, begins, beginsAt);
            if (here != null && i == scene.clips().size() - 1) {
                here.ends = scene.ends();
                here.endsAt = scene.pointer() + "/transitions/1";
            }
            placed.add(here);
        }
    }

    private @Nullable Placed placed(
            Clip clip, int scene, @Nullable Transition begins, String beginsAt) {
        if (clip.s3Key().isBlank()) {
            return null; // said by the reader
        }
        SourceCatalog.Source source = sources.source(clip.s3Key()).orElse(null);
        if (source == null) {
            error(clip.pointer() + "/s3Key", NOT_THERE);
            return null;
        }
        if (source.unusable() != null) {
            error(clip.pointer() + "/s3Key", "this take cannot be used: " + source.unusable());
            return null;
        }
        new SourcesCheck(sources, errors).crop(clip, source);
        Rational known = source.duration();
        if (known == null) {
            warnings.add(new PlanFault(clip.pointer() + "/s3Key", "this take is not analysed yet"));
        }
        Trim trim = clip.trim();
        if (trim == null) {
            if (known == null) {
                return null;
            }
            trim = new Trim(Rational.ZERO, known);
        }
        Rational out = trim.end();
        if (known != null && out.compareTo(known) > 0) {
            if (out.compareTo(known.plus(ROUNDED_END)) > 0) {
                error(
                        clip.pointer() + "/trim/end",
                        said(out) + " is past the end of the take, " + said(known) + " s");
                return null;
            }
            out = known;
        }
        if (out.compareTo(trim.start()) <= 0) {
            error(
                    clip.pointer() + "/trim/start",
                    said(trim.start()) + " is past the end of the take");
            return null;
        }
        Rational length = trim.length().dividedBy(clip.speed());
        if (clip.duration() != null
                && clip.duration().minus(length).abs().compareTo(AGREEMENT) > 0) {
            error(
                    clip.pointer() + "/duration",
                    said(clip.duration())
                            + " does not agree with the trim's length"
                            + (clip.speed().equals(Rational.ONE) ? ", " : " at its speed, ")
                            + said(length)
                            + " s");
        }
        return new Placed(clip, scene, trim.start(), out, begins, beginsAt);
    }

    private List<Part> parts(List<Placed> placed) {
        List<Part> parts = new ArrayList<>(placed.size());
        @Nullable OverlapIn overlap = overlapInto(null, placed.getFirst());
        for (int i = 0; i < placed.size(); i++) {
            Placed here = placed.get(i);
            Placed next = i + 1 < placed.size() ? placed.get(i + 1) : null;
            OverlapIn after = next == null ? null : overlapInto(here, next);
            Rational before = overlap == null ? Rational.ZERO : overlap.duration();
            Rational behind = after == null ? Rational.ZERO : after.duration();
            if (before.plus(behind).compareTo(here.length()) > 0) {
                error(
                        here.clip.pointer(),
                        "its two overlaps of "
                                + said(before)
                                + " and "
                                + said(behind)
                                + " s exceed its length, "
                                + said(here.length())
                                + " s");
            }
            parts.add(
                    new Part(
                            here.clip,
                            here.scene,
                            here.in,
                            here.out,
                            overlap,
                            fadeIn(here),
                            fadeOut(here, next)));
            overlap = after;
        }
        return parts;
    }

    /** The overlapping transition between two neighbours, if any; also says where the two sides disagree. */
    private @Nullable OverlapIn overlapInto(@Nullable Placed earlier, Placed later) {
        Transition leaving = earlier == null ? null : earlier.ends;
        Transition deciding = later.begins;
        String at = later.beginsAt;
        if (earlier != null
                && leaving instanceof Overlap
                && deciding instanceof Overlap
                && !leaving.equals(deciding)) {
            error(earlier.endsAt, "the next scene begins with another overlapping transition");
        }
        if (earlier != null && (deciding == null || deciding instanceof Cut)) {
            deciding = leaving;
            at = earlier.endsAt;
        }
        if (!(deciding instanceof Overlap wanted)) {
            return null;
        }
        if (earlier == null) {
            warnings.add(
                    new PlanFault(
                            at, "there is nothing before the first clip to overlap with: a cut"));
            return null;
        }
        Rational shorter = earlier.length().min(later.length());
        if (wanted.duration() == null) {
            return new OverlapIn(
                    wanted.effect(), Transition.DEFAULT_DURATION.min(shorter.times(HALF)));
        }
        if (wanted.duration().compareTo(shorter) > 0) {
            error(
                    at,
                    "lasts "
                            + said(wanted.duration())
                            + " s, the shorter neighbour only "
                            + said(shorter)
                            + " s");
        }
        return new OverlapIn(wanted.effect(), wanted.duration());
    }

    private Rational fadeIn(Placed here) {
        return here.begins instanceof FadeIn fade
                ? fade(fade.duration(), here, here.beginsAt)
                : Rational.ZERO;
    }

    /** A fade-out counts at the end of the programme, or where the next clip begins with nothing of its own. */
    private Rational fadeOut(Placed here, @Nullable Placed next) {
        if (here.ends instanceof FadeIn) {
            warnings.add(new PlanFault(here.endsAt, "a fade_in cannot end a scene, ignored"));
        }
        if (next != null && next.begins instanceof FadeOut) {
            warnings.add(new PlanFault(next.beginsAt, "a fade_out cannot begin a clip, ignored"));
        }
        if (!(here.ends instanceof FadeOut fade)) {
            return Rational.ZERO;
        }
        if (next != null && next.begins != null && !(next.begins instanceof Cut)) {
            warnings.add(
                    new PlanFault(
                            here.endsAt, "does not count: the next scene says how it begins"));
            return Rational.ZERO;
        }
        return fade(fade.duration(), here, here.endsAt);
    }

    private Rational fade(@Nullable Rational wanted, Placed here, String at) {
        if (wanted == null) {
            return Transition.DEFAULT_DURATION.min(here.length().times(HALF));
        }
        if (wanted.compareTo(here.length()) > 0) {
            error(at, "lasts " + said(wanted) + " s, its clip only " + said(here.length()) + " s");
        }
        return wanted;
    }

    private void checkTotal(Programme programme) {
        Rational total = programme.totalDuration();
        Rational stated = structure.totalDuration();
        if (stated != null && stated.minus(total).abs().compareTo(AGREEMENT) > 0) {
            error(
                    "/totalDuration",
                    said(stated)
                            + " does not agree with the sum of the parts less the overlaps, "
                            + said(total)
                            + " s");
        }
        if (total.compareTo(limits.maxSeconds()) > 0) {
            error(
                    "/scenes",
                    "the programme lasts "
                            + said(total)
                            + " s; the limit (rushes.plan.max-duration) is "
                            + said(limits.maxSeconds())
                            + " s");
        }
    }

    private void error(String pointer, String detail) {
        errors.add(new PlanFault(pointer, detail));
    }

    private static String said(Rational seconds) {
        return seconds.toDecimal().toPlainString();
    }
}
