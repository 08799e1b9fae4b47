package dev.rushes.render.footage;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.AnalysisAttempt;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.render.analysis.Analysed;
import dev.rushes.render.analysis.DrawnPictures;
import dev.rushes.render.analysis.FootageAnalyser;
import dev.rushes.render.media.MediaConfig;
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

/** Does one analysis: the take down, measured, its pictures up, all of it written to the scene. */
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
            DrawnPictures pictures = DrawnPictures.in(folder.path());
            sources.download(object, take, lease::stop, received -> {});
            refuseEmpty(object, take);
            Analysed analysed = analyser.analyse(take, pictures, lease::stop);
            return done(attempt, analysed, store(attempt, pictures, lease), lease);
        }
    }

    private static void refuseEmpty(SourceObject object, Path take) {
        if (take.toFile().length() == 0) {
            throw new Refused(
                    ProblemType.BAD_MEDIA,
                    "The file is empty. Upload it again: " + object.key() + ".");
        }
    }

    /** What was drawn and is kept now. */
    private record Kept(
            @Nullable StoredObject poster,
            @Nullable StoredObject waveform,
            @Nullable StoredObject thumbnails) {
        static @Nullable String key(@Nullable StoredObject stored) {
            return stored == null ? null : stored.key();
        }
    }

    private Kept store(AnalysisAttempt attempt, DrawnPictures pictures, Lease lease) {
        return new Kept(
                store(
                        pictures.poster(),
                        ObjectKeys.poster(
                                attempt.episodeId(), attempt.sceneId(), attempt.dispatch()),
                        "image/jpeg",
                        lease),
                store(
                        pictures.waveform(),
                        ObjectKeys.waveform(
                                attempt.episodeId(), attempt.sceneId(), attempt.dispatch()),
                        "image/png",
                        lease),
                store(
                        pictures.thumbnails(),
                        ObjectKeys.takeThumbnails(
                                attempt.episodeId(), attempt.sceneId(), attempt.dispatch()),
                        "image/jpeg",
                        lease));
    }

    private @Nullable StoredObject store(Path picture, String key, String type, Lease lease) {
        return Files.exists(picture)
                ? results.store(picture, key, type, lease::stop, sent -> {})
                : null;
    }

    private boolean done(AnalysisAttempt attempt, Analysed analysed, Kept kept, Lease lease) {
        FootageAnalysis analysis =
                analysed.analysis()
                        .with(
                                new FootageAnalysis.Pictures(
                                        Kept.key(kept.waveform()),
                                        Kept.key(kept.thumbnails()),
                                        analysed.analysis().pictures().grid()));
        Optional<Boolean> done =
                lease.insist(
                        "the end of the analysis",
                        () ->
                                scenes.done(
                                                attempt,
                                                analysed.info().duration().toDecimal(),
                                                metadata.write(analysed.info(), analysis),
                                                Kept.key(kept.poster()))
                                        || isDone(attempt));
        if (done.isPresent() && !done.get()) {
            discard(kept.poster());
            discard(kept.waveform());
            discard(kept.thumbnails());
        }
        return done.orElse(false);
    }

    private void discard(@Nullable StoredObject stored) {
        if (stored != null) {
            results.discard(stored.key(), stored.versionId());
        }
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
