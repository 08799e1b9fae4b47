package dev.rushes.storage.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What may be uploaded. Types are content types, where {@code *} stands for any subtype. */
@ConfigMapping(prefix = "rushes.uploads")
interface UploadSettings {
    /** How long the presigned URL of an upload holds; a transfer that began in time may last longer. */
    @WithDefault("1H")
    Duration urlLifetime();

    /** How long after the end of its URL an upload that was never completed is given up and its object deleted. */
    @WithDefault("24H")
    Duration abandonedAfter();

    /** The largest single PUT; S3 takes none above 5 GiB. */
    @WithDefault("5G")
    MemorySize singlePutLimit();

    /** The largest take. */
    @WithDefault("5G")
    MemorySize rawFootageLimit();

    /** The largest video that was made elsewhere. */
    @WithDefault("5G")
    MemorySize processedVideoLimit();

    /** The largest video for style learning. */
    @WithDefault("5G")
    MemorySize trainingVideoLimit();

    /** The largest logo, font, track or other asset. */
    @WithDefault("1G")
    MemorySize assetLimit();

    /** What a take may be. */
    @WithDefault("video/*,application/mxf")
    List<String> rawFootageTypes();

    /** What a video that was made elsewhere may be. */
    @WithDefault("video/*")
    List<String> processedVideoTypes();

    /** What a video for style learning may be. */
    @WithDefault("video/*")
    List<String> trainingVideoTypes();

    /** What an asset of role overlay may be. */
    @WithDefault("image/*,video/*")
    List<String> overlayTypes();

    /** What an asset of role music may be. */
    @WithDefault("audio/*")
    List<String> musicTypes();

    /** What an asset of role font may be. */
    @WithDefault(
            "font/*,application/font-sfnt,application/vnd.ms-opentype,application/x-font-ttf,"
                    + "application/x-font-otf,application/octet-stream")
    List<String> fontTypes();

    /** What an asset of role lut may be. */
    @WithDefault("text/plain,application/octet-stream")
    List<String> lutTypes();

    /** What an asset of role caption may be. */
    @WithDefault("text/vtt,text/plain,application/x-subrip,application/ttml+xml")
    List<String> captionTypes();

    /** What an asset of role image may be. */
    @WithDefault("image/*")
    List<String> imageTypes();
}
