package dev.rushes.render.footage;

import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.AnalysisAttempt;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.render.analysis.FootageAnalyser;
import dev.rushes.render.media.MediaConfig;
import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.work.Lease;
import dev.rushes.render.work.Refused;
import dev.rushes.render.workspace.Results;
import dev.rushes.render.workspace.Scratch;
import dev.rushes.render.workspace.ScratchFolder;
import dev.rushes.render.workspace.SourceObject;
import dev.rushes.render.workspace.Sources;
import dev.rushes.render.workspace.StoredObject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does one analysis: the take down, measured, its poster up, all of it written to the scene. */
@ApplicationScoped
class AnalyseTake {
    private final AnalysisTransitions scenes;
    private final EntityManager database;
    private final Sources sources;
    private final Results results;
    private final Scratch scratch;
    private final TakeMetadata metadata;
    private final MediaLimits limits;
    private final FootageAnalyser analyser;

    AnalyseTake(
            AnalysisTransitions scenes,
            EntityManager database,
            Sources sources,
            Results results,
            Scratch scratch,
            TakeMetadata metadata,
            MediaConfig media) {
        this.scenes = scenes;
        this.database = database;
        this.sources = sources;
        this.results = results;
        this.scratch = scratch;
        this.metadata = metadata;
        limits = MediaLimits.of(media);
        analyser = new FootageAnalyser(limits);
    }

    /**
     * Analyses the take and writes what was found.
     *
     * @return false where the analysis was no longer this attempt's at its end
     */
    boolean perform(AnalysisAttempt attempt, Lease lease) {
        long known = attempt.sizeBytes();
        if (known > limits.maxBytes()) {
            throw new Refused(
                    ProblemType.BAD_MEDIA,
                    "The file has %,d bytes; the limit is %,d."
                            .formatted(known, limits.maxBytes()));
        }
        var object =
                new SourceObject(
                        BucketRole.RAW_FOOTAGE,
                        attempt.key(),
                        attempt.versionId(),
                        attempt.etag(),
                        known > 0 ? known : null);
        try (ScratchFolder folder =
                scratch.folder("scene-" + attempt.sceneId() + "-" + attempt.number(), known, 0)) {
            // Without an ending: FFmpeg must look at the bytes, not at a name.
            Path take = folder.path().resolve("take");
            Path poster = folder.path().resolve("poster.jpg");
            sources.download(object, take, lease::stop, received -> {});
            refuseEmpty(object, take);
            MediaInfo info = analyser.analyse(take, poster, lease::stop);
            StoredObject stored = Files.exists(poster) ? store(attempt, poster, lease) : null;
            return done(attempt, info, stored, lease);
        }
    }

    private static void refuseEmpty(SourceObject object, Path take) {
        if (take.toFile().length() == 0) {
            throw new Refused(
                    ProblemType.BAD_MEDIA,
                    "The file is empty. Upload it again: " + object.key() + ".");
        }
    }

    private StoredObject store(AnalysisAttempt attempt, Path poster, Lease lease) {
        String key = ObjectKeys.poster(attempt.episodeId(), attempt.sceneId(), attempt.dispatch());
        return results.store(poster, key, "image/jpeg", lease::stop, sent -> {});
    }

    private boolean done(
            AnalysisAttempt attempt, MediaInfo info, @Nullable StoredObject poster, Lease lease) {
        String key = poster == null ? null : poster.key();
        Optional<Boolean> done =
                lease.insist(
                        "the end of the analysis",
                        () ->
                                scenes.done(
                                                attempt,
                                                info.duration().toDecimal(),
                                                metadata.write(info),
                                                key)
                                        || isDone(attempt));
        if (poster != null && done.isPresent() && !done.get()) {
            results.discard(poster.key(), poster.versionId());
        }
        return done.orElse(false);
    }

    /** Whether this very attempt has ended well: an answer to a commit can get lost. */
    private boolean isDone(AnalysisAttempt attempt) {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    Scene scene = database.find(Scene.class, attempt.sceneId());
                    return scene != null
                            && scene.analysisStatus() == AnalysisStatus.DONE
                            && scene.analysisAttempt() == attempt.number();
                });
    }
}
