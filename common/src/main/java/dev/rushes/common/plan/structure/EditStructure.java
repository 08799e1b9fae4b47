package dev.rushes.common.plan.structure;

import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.layers.Captions;
import dev.rushes.common.plan.layers.LayerItem;
import dev.rushes.common.plan.sound.AddedSound;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan document that was read: scenes play in order, and a scene's clips play in order.
 *
 * @param totalDuration the stated length of the programme in seconds, or null
 * @param overlays what lies over the whole programme, in drawing order
 * @param captions null for none
 * @param sounds music, voice-overs and effects, the programme's first
 * @param assets every use of an asset, in the order of the document
 */
public record EditStructure(
        OutputSettings output,
        List<SceneCut> scenes,
        @Nullable Rational totalDuration,
        List<LayerItem> overlays,
        @Nullable Captions captions,
        List<AddedSound> sounds,
        List<AssetUse> assets) {
    public EditStructure {
        scenes = List.copyOf(scenes);
        overlays = List.copyOf(overlays);
        sounds = List.copyOf(sounds);
        assets = List.copyOf(assets);
    }

    public EditStructure withOutput(OutputSettings wanted) {
        return new EditStructure(wanted, scenes, totalDuration, overlays, captions, sounds, assets);
    }

    public List<Clip> clips() {
        return scenes.stream().flatMap(scene -> scene.clips().stream()).toList();
    }

    /** Every object that it needs, clips first, each once. */
    public Set<String> s3Keys() {
        Set<String> keys = new LinkedHashSet<>();
        clips().forEach(clip -> keys.add(clip.s3Key()));
        assets.forEach(asset -> keys.add(asset.s3Key()));
        return keys;
    }
}
