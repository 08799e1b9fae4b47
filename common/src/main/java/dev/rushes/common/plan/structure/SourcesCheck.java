package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.sound.AddedSound;
import dev.rushes.common.plan.structure.SourceCatalog.Content;
import dev.rushes.common.plan.structure.SourceCatalog.Picture;
import dev.rushes.common.plan.structure.SourceCatalog.Source;
import java.util.List;

/** Says what a plan asks of its sources that these are known not to have, long before a render finds out. */
final class SourcesCheck {
    private final SourceCatalog sources;
    private final List<PlanFault> errors;

    SourcesCheck(SourceCatalog sources, List<PlanFault> errors) {
        this.sources = sources;
        this.errors = errors;
    }

    /** A crop in parts of the picture was held to it by the reader. */
    void crop(Clip clip, Source source) {
        Crop crop = clip.look().crop();
        Picture picture = source.content() == null ? null : source.content().picture();
        if (crop == null || crop.isRelative() || picture == null) {
            return;
        }
        Rational right = crop.x().plus(crop.width());
        Rational below = crop.y().plus(crop.height());
        if (right.compareTo(Rational.of(picture.width())) > 0
                || below.compareTo(Rational.of(picture.height())) > 0) {
            errors.add(
                    new PlanFault(
                            clip.pointer() + "/crop",
                            "reaches to %s x %s of a picture of %d x %d pixels"
                                    .formatted(
                                            said(right),
                                            said(below),
                                            picture.width(),
                                            picture.height())));
        }
    }

    /** What layers, sounds, fonts, tables and captions are. */
    void assets(EditStructure structure) {
        for (AssetUse asset : structure.assets()) {
            Source source = sources.known(asset.s3Key()).orElse(null);
            if (source == null) {
                continue;
            }
            if (source.unusable() != null) {
                error(asset, "this take cannot be used: " + source.unusable());
            } else if (source.content() != null) {
                content(asset, source.content());
            }
        }
        for (AddedSound sound : structure.sounds()) {
            start(sound);
        }
    }

    private void content(AssetUse asset, Content content) {
        switch (asset.kind()) {
            case IMAGE, VIDEO, IMAGE_OR_VIDEO -> {
                if (content.picture() == null) {
                    error(asset, "there is no picture in it, only sound");
                }
            }
            case SOUND -> {
                if (!content.sound()) {
                    error(asset, "there is no sound in it");
                }
            }
            case FONT -> error(asset, "is a take, not a font");
            case LUT -> error(asset, "is a take, not a colour table");
            case CAPTIONS -> error(asset, "is a take, not a file of captions");
        }
    }

    private void start(AddedSound sound) {
        Rational length = sources.known(sound.s3Key()).map(Source::duration).orElse(null);
        if (length != null && sound.in().compareTo(length) >= 0) {
            errors.add(
                    new PlanFault(
                            sound.pointer() + "/trim/start",
                            "%s is past the end of the sound, %s s"
                                    .formatted(said(sound.in()), said(length))));
        }
    }

    private void error(AssetUse asset, String detail) {
        errors.add(new PlanFault(asset.pointer(), detail));
    }

    private static String said(Rational number) {
        return number.toDecimal().toPlainString();
    }
}
