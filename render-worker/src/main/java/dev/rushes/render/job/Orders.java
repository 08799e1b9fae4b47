package dev.rushes.render.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.job.Attempt;
import dev.rushes.common.job.JobStatus;
import dev.rushes.common.job.RenderScope;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadStatus;
import dev.rushes.render.footage.TakeMetadata;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.work.Refused;
import dev.rushes.render.workspace.SourceObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads orders from the database. */
@ApplicationScoped
class Orders {
    private final EntityManager database;
    private final TakeMetadata metadataFormat;

    Orders(EntityManager database, TakeMetadata metadataFormat) {
        this.database = database;
        this.metadataFormat = metadataFormat;
    }

    /** Reads the plan and everything that it may use. */
    @Transactional
    Order read(Attempt attempt) {
        EditPlan plan = database.find(EditPlan.class, attempt.planId());
        if (plan == null) {
            throw new Refused(ProblemType.PLAN_NOT_RENDERABLE, "The plan is gone.");
        }
        Map<String, Take> takes = new HashMap<>();
        Set<UUID> scenes = new HashSet<>();
        for (Upload upload : uploads(attempt.episodeId())) {
            BucketRole.named(upload.bucket)
                    .ifPresent(role -> takes.put(upload.s3Key, take(upload, role)));
        }
        for (Scene scene : scenes(attempt.episodeId())) {
            scenes.add(scene.id);
            String key = scene.rawFootageKey();
            if (key != null) {
                takes.put(key, take(scene, key, takes.get(key)));
            }
        }
        VideoJob job = database.find(VideoJob.class, attempt.jobId());
        RenderScope scope = job == null ? RenderScope.WHOLE : job.scope();
        return new Order(plan.editStructure(), new EpisodeFootage(takes, scenes), scope);
    }

    /** Whether the job has ended with this very object: an answer to a commit can get lost. */
    @Transactional
    boolean completedWith(UUID jobId, String key) {
        VideoJob job = database.find(VideoJob.class, jobId);
        return job != null && job.status() == JobStatus.COMPLETED && key.equals(job.outputKey());
    }

    private List<Upload> uploads(UUID episodeId) {
        return database.createQuery(
                        "select u from Upload u where u.status = :stored and (u.episode.id = :episode"
                                + " or u.episode is null and u.show ="
                                + " (select e.show from Episode e where e.id = :episode))",
                        Upload.class)
                .setParameter("stored", UploadStatus.STORED)
                .setParameter("episode", episodeId)
                .getResultList();
    }

    private List<Scene> scenes(UUID episodeId) {
        return database.createQuery(
                        "select s from Scene s where s.episode.id = :episode", Scene.class)
                .setParameter("episode", episodeId)
                .getResultList();
    }

    private static Take take(Upload upload, BucketRole bucket) {
        var object =
                new SourceObject(
                        bucket, upload.s3Key, upload.versionId(), upload.etag(), upload.sizeBytes);
        return new Take(object, null, null);
    }

    /** The scene's row knows the analysis; of the object it may know less than the upload, in a studio's own rows. */
    private Take take(Scene scene, String key, @Nullable Take uploaded) {
        SourceObject object =
                uploaded != null
                        ? uploaded.object()
                        : new SourceObject(
                                BucketRole.RAW_FOOTAGE,
                                key,
                                scene.rawFootageVersionId(),
                                scene.rawFootageEtag(),
                                scene.rawFootageSizeBytes());
        return switch (scene.analysisStatus()) {
            case DONE -> new Take(object, info(scene.rawFootageMetadata()), null);
            case FAILED ->
                    new Take(
                            object,
                            null,
                            scene.analysisError() == null
                                    ? "its analysis failed"
                                    : scene.analysisError());
            case NONE, QUEUED, ANALYSING -> new Take(object, null, null);
        };
    }

    /** Null where another version of the analysis wrote it: then the take is measured again. */
    private @Nullable MediaInfo info(@Nullable JsonNode metadata) {
        return metadata == null ? null : metadataFormat.read(metadata).orElse(null);
    }
}
