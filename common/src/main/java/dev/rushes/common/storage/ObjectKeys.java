package dev.rushes.common.storage;

import java.util.UUID;

/** Where objects lie. Keys are made here only; a caller never gives a whole key. */
public final class ObjectKeys {
    private ObjectKeys() {}

    /** Everything of an episode, in the raw and in the processed bucket. */
    public static String episodePrefix(UUID episodeId) {
        return "episodes/" + episodeId + "/";
    }

    /** Everything of a take, in the raw and in the processed bucket. */
    public static String scenePrefix(UUID episodeId, UUID sceneId) {
        return episodePrefix(episodeId) + "scenes/" + sceneId + "/";
    }

    /** A show's logos, fonts and music, in the raw bucket. */
    public static String assetPrefix(UUID showId) {
        return "shows/" + showId + "/assets/";
    }

    public static String take(UUID episodeId, UUID sceneId, UUID uploadId, FileName name) {
        return episodePrefix(episodeId)
                + "scenes/"
                + sceneId
                + "/"
                + uploadId
                + "/"
                + name.forKey();
    }

    public static String asset(UUID showId, UUID uploadId, FileName name) {
        return assetPrefix(showId) + uploadId + "/" + name.forKey();
    }

    /** The poster frame of a take, in the processed bucket; a new one for every upload, so that caches cannot lie. */
    public static String poster(UUID episodeId, UUID sceneId, int dispatch) {
        return episodePrefix(episodeId) + "scenes/" + sceneId + "/poster-" + dispatch + ".jpg";
    }

    /** What a take sounds like, drawn; beside its poster. */
    public static String waveform(UUID episodeId, UUID sceneId, int dispatch) {
        return scenePrefix(episodeId, sceneId) + "waveform-" + dispatch + ".png";
    }

    /** A take in small pictures; beside its poster. */
    public static String takeThumbnails(UUID episodeId, UUID sceneId, int dispatch) {
        return scenePrefix(episodeId, sceneId) + "thumbnails-" + dispatch + ".jpg";
    }

    /** A render's output; the attempt is in the key, since a worker that lost its lease may still be writing. */
    public static String output(
            UUID episodeId, UUID jobId, int attempt, String name, String extension) {
        return episodePrefix(episodeId)
                + "final/"
                + jobId
                + "/"
                + attempt
                + "/"
                + name
                + "."
                + extension;
    }

    /** A finished piece of a programme, in the processed bucket, by its fingerprint; removed by lifecycle. */
    public static String segment(String fingerprint) {
        return "cache/segments/" + fingerprint;
    }

    /** A training video; the id is cleaned like a file name. */
    public static String training(FileName videoId) {
        return "youtube/" + videoId.forKey() + ".mp4";
    }
}
