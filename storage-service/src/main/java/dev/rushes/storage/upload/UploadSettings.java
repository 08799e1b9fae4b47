package dev.rushes.storage.upload;

import dev.rushes.common.storage.UploadKind;
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

    /** Above this a file is sent in parts; S3 takes no single PUT above 5 GiB. */
    @WithDefault("64M")
    MemorySize singlePutLimit();

    /** The smallest part; larger ones are used where a file would need more than 10,000. S3 takes none under 5 MiB. */
    @WithDefault("8M")
    MemorySize partSize();

    /** How many parts' URLs the answer to an announcement brings. */
    @WithDefault("100")
    int partsAtOnce();

    /** Whether takes and videos for style learning are stored in INTELLIGENT_TIERING instead of STANDARD. */
    @WithDefault("false")
    boolean intelligentTiering();

    default boolean tiering(UploadKind kind) {
        return switch (kind) {
            case RAW_FOOTAGE, TRAINING_VIDEO -> intelligentTiering();
            case PROCESSED_VIDEO, ASSET -> false;
        };
    }

    /** The largest take; what the worker opens at most, unless that is set too. S3 takes no object above 5 TiB. */
    @WithDefault("128G")
    MemorySize rawFootageLimit();

    /** The largest video that was made elsewhere. */
    @WithDefault("128G")
    MemorySize processedVideoLimit();

    /** The largest video for style learning. */
    @WithDefault("128G")
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
