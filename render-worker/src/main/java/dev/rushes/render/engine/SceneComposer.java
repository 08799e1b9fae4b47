package dev.rushes.render.engine;

import dev.rushes.common.plan.layers.Background;
import dev.rushes.common.plan.layers.Colour;
import dev.rushes.common.plan.structure.Xfade;
import dev.rushes.render.ffmpeg.FilterGraph;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.timeline.Canvas;
import dev.rushes.render.timeline.Composition;
import dev.rushes.render.timeline.Composition.Backdrop;
import dev.rushes.render.timeline.Composition.MainPart;
import dev.rushes.render.timeline.LayerGraphs;
import dev.rushes.render.timeline.OutputFormat;
import dev.rushes.render.timeline.Timeline.SceneFrames;
import org.jspecify.annotations.Nullable;

/** Composes the pictures of one scene: what lies behind, the clips, what lies over them. */
final class SceneComposer implements AutoCloseable {
    private final SceneFrames scene;
    private final LayerAssets assets;
    private final OutputFormat output;
    private final SpriteDrawings sprites;
    private final Overlaying main;
    private final Frame backdrop = new Frame();
    private final Frame black = new Frame();
    private final Frame plain = new Frame();
    private final OwnPicture own = new OwnPicture();
    private @Nullable LoopedVideo video;
    private @Nullable Blend fadeIn;
    private @Nullable Blend fadeOut;

    SceneComposer(SceneFrames scene, LayerAssets assets) {
        Composition composition = scene.composition();
        this.scene = scene;
        this.assets = assets;
        this.output = assets.output();
        this.sprites = new SpriteDrawings(composition.sprites(), composition.shrink(), assets);
        this.main =
                new Overlaying(composition.main() == null ? null : composition.main().chromaKey());
    }

    /** A backdrop's name: what it is in the output's size. */
    private record Behind(Backdrop backdrop) {}

    private record Filled(int rgb) {}

    /**
     * Composes one picture.
     *
     * @param canvas what the clips show
     * @param frame counted from the scene's start
     * @param into may become another reference to {@code canvas}
     */
    void compose(Frame canvas, long frame, Frame into) {
        MainPart part = scene.composition().main();
        boolean drawn = sprites.anySeenAt(frame);
        if (part == null && !drawn) {
            into.refer(canvas);
        } else {
            Frame target;
            if (part == null) {
                target = own.copy(canvas);
            } else {
                target = own.blank(output.width(), output.height());
                layBackdrop(target, frame, part, canvas);
                main.lay(target, canvas, part.x(), part.y(), part.opacity().toDouble());
            }
            sprites.draw(target, frame);
            into.refer(target);
        }
        fade(frame, into);
    }

    private void layBackdrop(Frame target, long frame, MainPart part, Frame canvas) {
        Backdrop behind = scene.composition().backdrop();
        if (behind == null) {
            fill(output.background());
        } else {
            switch (behind.background()) {
                case Background.Plain colour -> fill(over(colour.colour(), output.background()));
                case Background.Image image ->
                        assets.still(new Behind(behind), into -> draw(image, into), backdrop);
                case Background.Video moving -> {
                    if (video == null) {
                        video = open(moving, behind);
                    }
                    video.at(behind.played() + frame, backdrop);
                }
            }
        }
        boolean hidesAll =
                part.chromaKey() == null
                        && part.opacity().toDouble() >= 1
                        && canvas.shape().pixelFormat().equals("yuv420p")
                        && part.x() <= 0
                        && part.y() <= 0
                        && part.x() + part.width() >= output.width()
                        && part.y() + part.height() >= output.height();
        if (!hidesAll) {
            backdrop.copyTo(target, 0, 0);
        }
        backdrop.clear();
    }

    private LoopedVideo open(Background.Video moving, Backdrop behind) {
        if (behind.source() == null) {
            throw new IllegalStateException("a video was compiled without its source");
        }
        return new LoopedVideo(
                assets,
                moving.s3Key(),
                behind.source(),
                new Canvas(output.width(), output.height(), false),
                moving.fit(),
                moving.loop());
    }

    private void draw(Background.Image image, Frame into) {
        try (StillImage still = assets.image(image.s3Key());
                Frame scaled = new Frame();
                Overlaying solid = new Overlaying(null)) {
            still.scale(image.fit(), output.width(), output.height(), output.background(), scaled);
            if (scaled.shape().pixelFormat().equals("yuv420p")) {
                into.take(scaled);
                return;
            }
            fillInto(output.background(), into);
            solid.lay(into, scaled, 0, 0, 1);
        }
    }

    private static int over(Colour colour, int ground) {
        int red = mix(colour.red(), ground >> 16, colour.alpha());
        int green = mix(colour.green(), ground >> 8 & 0xff, colour.alpha());
        int blue = mix(colour.blue(), ground & 0xff, colour.alpha());
        return red << 16 | green << 8 | blue;
    }

    private static int mix(int upper, int lower, int alpha) {
        return (upper * alpha + lower * (255 - alpha) + 127) / 255;
    }

    private void fill(int rgb) {
        assets.still(new Filled(rgb), into -> fillInto(rgb, into), backdrop);
    }

    private void fillInto(int rgb, Frame into) {
        try (FilterGraph graph =
                FilterGraph.video(LayerGraphs.filled(output.width(), output.height(), rgb))) {
            if (!graph.pull(into)) {
                throw new MediaFault("a colour gave no picture");
            }
        }
    }

    /** A scene's edges fade all of it, not only its clips. */
    private void fade(long frame, Frame into) {
        if (frame < scene.fadeIn()) {
            if (fadeIn == null) {
                fadeIn = crossFade(scene.fadeIn());
            }
            plain.take(into);
            fadeIn.mix(black(), plain, frame, into);
        }
        long fromFadeOut = frame - (scene.frames() - scene.fadeOut());
        if (scene.fadeOut() > 0 && fromFadeOut >= 0) {
            if (fadeOut == null) {
                fadeOut = crossFade(scene.fadeOut());
            }
            plain.take(into);
            fadeOut.mix(plain, black(), fromFadeOut, into);
        }
    }

    private Blend crossFade(long frames) {
        return new Blend(Xfade.CROSS_FADE, frames, Canvas.of(output), output.frameRate());
    }

    private Frame black() {
        if (black.isEmpty()) {
            black.allocatePicture(output.width(), output.height(), 16, 128, 128);
        }
        return black;
    }

    @Override
    public void close() {
        sprites.close();
        main.close();
        if (video != null) {
            video.close();
        }
        if (fadeIn != null) {
            fadeIn.close();
        }
        if (fadeOut != null) {
            fadeOut.close();
        }
        backdrop.close();
        black.close();
        plain.close();
        own.close();
    }
}
