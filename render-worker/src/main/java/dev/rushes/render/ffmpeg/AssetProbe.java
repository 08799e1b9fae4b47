package dev.rushes.render.ffmpeg;

import dev.rushes.common.plan.structure.AssetKind;
import dev.rushes.common.plan.structure.AssetUse;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Measures the assets of a plan that play in time. */
public final class AssetProbe {
    private AssetProbe() {}

    /**
     * What each video and each sound among the assets is; still images, fonts, LUTs and captions are left out.
     *
     * @param files a local file for every asset
     * @throws BadMedia naming the place in the plan, where one cannot be used
     */
    public static Map<String, MediaInfo> measure(
            Collection<AssetUse> assets,
            Map<String, Path> files,
            MediaLimits limits,
            BooleanSupplier cancelled) {
        Map<String, MediaInfo> measured = new HashMap<>();
        for (AssetUse asset : assets) {
            Path file = files.get(asset.s3Key());
            if (file == null) {
                throw new MediaFault("no file was given for " + asset.s3Key());
            }
            if (!measured.containsKey(asset.s3Key()) && playsInTime(asset, file)) {
                measured.put(asset.s3Key(), measure(asset, file, limits, cancelled));
            }
        }
        return measured;
    }

    private static boolean playsInTime(AssetUse asset, Path file) {
        return switch (asset.kind()) {
            case VIDEO, SOUND -> true;
            case IMAGE_OR_VIDEO -> !isStillImage(file);
            case IMAGE, FONT, LUT, CAPTIONS -> false;
        };
    }

    private static MediaInfo measure(
            AssetUse asset, Path file, MediaLimits limits, BooleanSupplier cancelled) {
        MediaInfo info;
        try {
            info = MediaProbe.probe(file, limits, cancelled);
        } catch (BadMedia e) {
            throw new BadMedia(asset.pointer() + ": " + e.getMessage());
        }
        if (asset.kind() == AssetKind.SOUND && info.audio() == null) {
            throw new BadMedia(asset.pointer() + ": the file has no sound");
        }
        if (asset.kind() != AssetKind.SOUND && info.video() == null) {
            throw new BadMedia(asset.pointer() + ": the file has no picture");
        }
        return info;
    }

    /** Whether the file begins as a PNG, JPEG or WebP does; a name says nothing about a stranger's file. */
    public static boolean isStillImage(Path file) {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(12);
        } catch (IOException e) {
            throw new MediaFault("reading an asset", e);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.startsWith("\u0089PNG\r\n\u001a\n")
                || text.startsWith("\u00ff\u00d8\u00ff")
                || (text.startsWith("RIFF") && text.startsWith("WEBP", 8));
    }
}
