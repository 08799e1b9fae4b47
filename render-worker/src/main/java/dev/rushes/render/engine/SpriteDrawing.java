package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Length;
import dev.rushes.common.plan.layers.Motion;
import dev.rushes.common.plan.structure.Fit;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.Compositions;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Sprite;
import org.jspecify.annotations.Nullable;

/** Draws one sprite, frame after frame; closed when its last frame is drawn, and made anew if it comes again. */
final class SpriteDrawing implements AutoCloseable {
    private final Sprite sprite;
    private final Rational shrink;
    private final LayerAssets assets;
    private final Overlaying overlaying = new Overlaying(null);
    private final Frame picture = new Frame();
    private final @Nullable LoopedVideo video;

    SpriteDrawing(Sprite sprite, Rational shrink, LayerAssets assets) {
        this.sprite = sprite;
        this.shrink = shrink;
        this.assets = assets;
        video = sprite.content() instanceof Sprite.Moving moving ? video(moving) : null;
    }

    /** A still picture's name: its content in its size. */
    private record Scaled(Sprite.Still still, Rational shrink) {}

    private record Written(Sprite.Words words, Rational shrink) {}

    private LoopedVideo video(Sprite.Moving moving) {
        var own = moving.source().video();
        if (own == null) {
            throw new IllegalStateException("a video without a picture was compiled");
        }
        Size size =
                size(
                        moving.width(),
                        moving.height(),
                        moving.scale(),
                        own.displayWidth(),
                        own.displayHeight());
        return new LoopedVideo(
                assets,
                moving.s3Key(),
                moving.source(),
                new Canvas(size.width(), size.height(), true),
                Fit.STRETCH,
                moving.loop());
    }

    /** Draws on the target, which owns its data. */
    void draw(Frame target, long frame) {
        switch (sprite.content()) {
            case Sprite.Still still ->
                    assets.still(new Scaled(still, shrink), into -> scale(still, into), picture);
            case Sprite.Words words ->
                    assets.still(
                            new Written(words, shrink),
                            into -> assets.write(words, shrink, into),
                            picture);
            case Sprite.Moving moving -> {
                if (video != null) {
                    video.at(sprite.played() + frame - sprite.start(), picture);
                }
            }
        }
        if (picture.isEmpty()) {
            return;
        }
        OutputFormat output = assets.output();
        Compositions.Point at =
                Compositions.place(
                        sprite.content().place(),
                        picture.width(),
                        picture.height(),
                        output,
                        shrink);
        double arrival = sprite.arrival(frame);
        double departure = sprite.departure(frame);
        double solidity = sprite.content().opacity().toDouble();
        if (sprite.in() == Motion.Kind.FADE) {
            solidity *= arrival;
        }
        if (sprite.out() == Motion.Kind.FADE) {
            solidity *= departure;
        }
        int x = at.x();
        int y = at.y();
        if (arrival < 1) {
            // Where it comes from is outside, against the way in which it moves.
            x -=
                    even(
                            way(sprite.in(), -1, true, x, picture.width(), output.width())
                                    * late(arrival));
            y -=
                    even(
                            way(sprite.in(), -1, false, y, picture.height(), output.height())
                                    * late(arrival));
        }
        if (departure < 1) {
            x +=
                    even(
                            way(sprite.out(), 1, true, at.x(), picture.width(), output.width())
                                    * late(departure));
            y +=
                    even(
                            way(sprite.out(), 1, false, at.y(), picture.height(), output.height())
                                    * late(departure));
        }
        overlaying.lay(target, picture, x, y, solidity);
        picture.clear();
    }

    /** What is left of a way at a part of its time: it starts quickly and comes to rest gently. */
    private static double late(double part) {
        double left = 1 - part;
        return left * left * left;
    }

    /**
     * The signed way of a slide along one side, in pixels, between the place and just outside.
     *
     * @param towards 1 where it leaves, -1 where it comes
     * @param across whether along the width
     */
    private static int way(
            Motion.Kind kind, int towards, boolean across, int at, int own, int whole) {
        int sign =
                switch (kind) {
                    case SLIDE_RIGHT -> across ? 1 : 0;
                    case SLIDE_LEFT -> across ? -1 : 0;
                    case SLIDE_DOWN -> across ? 0 : 1;
                    case SLIDE_UP -> across ? 0 : -1;
                    case NONE, FADE -> 0;
                };
        // Leaving rightwards and coming leftwards both lie beyond the far edge.
        int distance = sign * towards > 0 ? whole - at : at + own;
        return sign * distance;
    }

    private static int even(double offset) {
        return (int) Math.round(offset / 2) * 2;
    }

    private void scale(Sprite.Still still, Frame into) {
        try (StillImage image = assets.image(still.s3Key())) {
            Size size =
                    size(
                            still.width(),
                            still.height(),
                            still.scale(),
                            image.width(),
                            image.height());
            image.scale(Fit.STRETCH, size.width(), size.height(), 0, into);
        }
    }

    private record Size(int width, int height) {}

    /** A picture's size on the output: even, since chroma is halved, and no larger than twice the output. */
    private Size size(
            @Nullable Length width,
            @Nullable Length height,
            Rational scale,
            int ownWidth,
            int ownHeight) {
        OutputFormat output = assets.output();
        Rational aspect = Rational.of(ownWidth, ownHeight);
        Rational w;
        Rational h;
        if (width != null) {
            w = width.on(output.width(), shrink);
            h = height == null ? w.dividedBy(aspect) : height.on(output.height(), shrink);
        } else if (height != null) {
            h = height.on(output.height(), shrink);
            w = h.times(aspect);
        } else {
            w = scale.times(ownWidth).times(shrink);
            h = scale.times(ownHeight).times(shrink);
        }
        return new Size(even(w, 2 * output.width()), even(h, 2 * output.height()));
    }

    private static int even(Rational size, int most) {
        return Math.toIntExact(
                Math.clamp(size.dividedBy(Rational.of(2)).roundHalfUp() * 2, 2, most));
    }

    @Override
    public void close() {
        if (video != null) {
            video.close();
        }
        overlaying.close();
        picture.close();
    }
}
