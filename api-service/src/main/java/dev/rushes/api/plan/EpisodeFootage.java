package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.plan.diff.Takes;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.SourceCatalog;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the plans of one episode may show: its takes, and the assets of its show. Read once, within a transaction. */
public final class EpisodeFootage implements SourceCatalog, Takes {
    /** Where the analysis writes the exact length; the column keeps only two decimals. */
    private static final String EXACT_DURATION = "durationSeconds";

    private final Map<String, Footage> byKey = new HashMap<>();

    /** What each scene row was shot for: rows of one scene share its number. */
    private final Map<UUID, String> scenes = new HashMap<>();

    private final Map<String, UUID> takes = new HashMap<>();

    /**
     * One usable object.
     *
     * @param etag of the bytes that were checked at upload; empty where the studio's own row has none
     * @param awaitsAnalysis whether it is a take whose length and streams are not known yet
     */
    record Footage(Source source, String etag, boolean awaitsAnalysis) {}

    private EpisodeFootage() {}

    /** Of an episode, or of a new one, which has nothing. */
    public static EpisodeFootage of(Episode episode) {
        EpisodeFootage footage = new EpisodeFootage();
        for (Upload upload : uploads(episode)) {
            boolean take = upload.kind == UploadKind.RAW_FOOTAGE;
            footage.byKey.put(
                    upload.s3Key, new Footage(new Source(null, null), text(upload.etag()), take));
            if (take && upload.scene != null) {
                footage.takes.put(upload.s3Key, upload.scene.id);
            }
        }
        // After the uploads: what the scene knows of its own footage counts.
        for (Scene scene : Scene.<Scene>list("episode.id", episode.id)) {
            footage.scenes.put(
                    scene.id,
                    scene.sceneNumber == null
                            ? scene.id.toString()
                            : "number " + scene.sceneNumber);
            if (scene.rawFootageKey() != null) {
                footage.byKey.put(scene.rawFootageKey(), take(scene));
                footage.takes.put(scene.rawFootageKey(), scene.id);
            }
        }
        return footage;
    }

    @Override
    public Optional<Source> source(String s3Key) {
        return footage(s3Key).map(Footage::source);
    }

    @Override
    public boolean hasScene(UUID sceneId) {
        return scenes.containsKey(sceneId);
    }

    @Override
    public Optional<Rational> length(String s3Key) {
        return footage(s3Key).map(known -> known.source().duration());
    }

    @Override
    public Optional<String> shotFor(String s3Key) {
        return Optional.ofNullable(takes.get(s3Key)).flatMap(this::scene);
    }

    @Override
    public Optional<String> scene(UUID sceneId) {
        return Optional.ofNullable(scenes.get(sceneId));
    }

    Optional<Footage> footage(String s3Key) {
        return Optional.ofNullable(byKey.get(s3Key));
    }

    /** Also takes that were replaced since: their objects stay for the plans that use them. */
    private static List<Upload> uploads(Episode episode) {
        return Upload.list(
                "status = ?1 and (kind = ?2 and episode.id = ?3 and scene is not null"
                        + " or kind = ?4 and show.id = ?5)",
                UploadStatus.STORED,
                UploadKind.RAW_FOOTAGE,
                episode.id,
                UploadKind.ASSET,
                episode.show == null ? null : episode.show.id);
    }

    private static Footage take(Scene scene) {
        boolean done = scene.analysisStatus() == AnalysisStatus.DONE;
        boolean failed = scene.analysisStatus() == AnalysisStatus.FAILED;
        return new Footage(
                new Source(
                        done ? duration(scene) : null,
                        failed ? text(scene.analysisError()) : null,
                        done ? content(scene.rawFootageMetadata()) : null),
                text(scene.rawFootageEtag()),
                !done);
    }

    private static @Nullable Rational duration(Scene scene) {
        JsonNode exact =
                scene.rawFootageMetadata() == null
                        ? null
                        : scene.rawFootageMetadata().get(EXACT_DURATION);
        if (exact != null && exact.isNumber()) {
            return Rational.of(exact.decimalValue());
        }
        return scene.rawFootageDuration() == null ? null : Rational.of(scene.rawFootageDuration());
    }

    /** Null where the studio's own row says nothing, or something else. */
    private static @Nullable Content content(@Nullable JsonNode metadata) {
        if (metadata == null || !(metadata.has("video") && metadata.has("audio"))) {
            return null;
        }
        int width = metadata.path("video").path("displayWidth").asInt();
        int height = metadata.path("video").path("displayHeight").asInt();
        boolean sound = metadata.path("audio").isObject();
        if (metadata.path("video").isNull()) {
            return sound ? new Content(null, true) : null;
        }
        return width > 0 && height > 0 ? new Content(new Picture(width, height), sound) : null;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
