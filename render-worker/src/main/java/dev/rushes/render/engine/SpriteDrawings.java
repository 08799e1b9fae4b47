package dev.rushes.render.engine;

import dev.rushes.common.plan.Rational;
import dev.rushes.render.ffmpeg.Frame;
import dev.rushes.render.timeline.Sprite;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws the sprites of one composition; holds only those that are seen. */
final class SpriteDrawings implements AutoCloseable {
    private final List<Sprite> sprites;
    private final Rational shrink;
    private final LayerAssets assets;
    private final Map<Integer, SpriteDrawing> open = new TreeMap<>();

    SpriteDrawings(List<Sprite> sprites, Rational shrink, LayerAssets assets) {
        this.sprites = sprites;
        this.shrink = shrink;
        this.assets = assets;
    }

    boolean anySeenAt(long frame) {
        for (Sprite sprite : sprites) {
            if (sprite.isSeenAt(frame)) {
                return true;
            }
        }
        return false;
    }

    /** Draws all that are seen, the lowest first, on a picture that owns its data. */
    void draw(Frame target, long frame) {
        for (int i = 0; i < sprites.size(); i++) {
            Sprite sprite = sprites.get(i);
            if (sprite.isSeenAt(frame)) {
                open.computeIfAbsent(i, index -> new SpriteDrawing(sprite, shrink, assets))
                        .draw(target, frame);
            } else {
                SpriteDrawing past = open.remove(i);
                if (past != null) {
                    past.close();
                }
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(SpriteDrawing::close);
        open.clear();
    }
}
