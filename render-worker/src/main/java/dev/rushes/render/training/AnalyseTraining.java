package dev.rushes.render.training;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.training.TrainingAttempt;
import dev.rushes.common.training.TrainingTransitions;
import dev.rushes.render.analysis.Analysed;
import dev.rushes.render.analysis.DrawnPictures;
import dev.rushes.render.analysis.FootageAnalyser;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaConfig;
import dev.rushes.render.media.MediaLimits;
import dev.rushes.render.media.RenderCancelled;
import dev.rushes.render.workspace.Scratch;
import dev.rushes.render.workspace.ScratchFolder;
import dev.rushes.render.workspace.SourceGone;
import dev.rushes.render.workspace.SourceObject;
import dev.rushes.render.workspace.Sources;
import dev.rushes.render.workspace.SourcesArchived;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Does one analysis of a training video. */
@ApplicationScoped
class AnalyseTraining {
    private static final Logger LOG = Logger.getLogger(AnalyseTraining.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final long BEAT_NANOS = Duration.ofSeconds(30).toNanos();

    /** After a fault, as often again as it was tried: nobody waits for a style, and S3 may be away for long. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final TrainingTransitions videos;
    private final Sources sources;
    private final Scratch scratch;
    private final MediaLimits limits;
    private final FootageAnalyser analyser;

    AnalyseTraining(
            TrainingTransitions videos, Sources sources, Scratch scratch, MediaConfig media) {
        this.videos = videos;
        this.sources = sources;
        this.scratch = scratch;
        limits = MediaLimits.of(media);
        analyser = new FootageAnalyser(limits);
    }

    /**
     * Analyses the video that has waited longest.
     *
     * @return false where none waits
     */
    boolean next(BooleanSupplier stopping) {
        Optional<TrainingAttempt> claimed = videos.claim(LEASE);
        claimed.ifPresent(attempt -> analyse(attempt, stopping));
        return claimed.isPresent();
    }

    private void analyse(TrainingAttempt attempt, BooleanSupplier stopping) {
        Hold hold = new Hold(attempt, stopping);
        try {
            Analysed analysed = look(attempt, hold);
            if (!videos.done(attempt, StyleFigures.of(analysed))) {
                LOG.infof("Training video %s was taken over by another", attempt.videoId());
            }
        } catch (BadMedia | SourceGone bad) {
            videos.fail(attempt, String.valueOf(bad.getMessage()));
        } catch (SourcesArchived archived) {
            videos.fail(
                    attempt,
                    "The video %s is archived. Upload it again as another video."
                            .formatted(attempt.key()));
        } catch (RenderCancelled stopped) {
            videos.release(attempt);
        } catch (RuntimeException fault) {
            LOG.warnf(fault, "Training video %s was not analysed", attempt.videoId());
            videos.tryLater(
                    attempt,
                    "The worker had a fault while working on it.",
                    PAUSE.multipliedBy(attempt.number()));
        }
    }

    private Analysed look(TrainingAttempt attempt, BooleanSupplier stop) {
        long known = attempt.sizeBytes();
        if (known > limits.maxBytes()) {
            throw new BadMedia(
                    "The file has %,d bytes; the limit is %,d."
                            .formatted(known, limits.maxBytes()));
        }
        try (ScratchFolder folder =
                scratch.folder(
                        "training-" + attempt.videoId() + "-" + attempt.number(), known, 0)) {
            Path video = folder.path().resolve("video");
            sources.download(
                    new SourceObject(
                            BucketRole.TRAINING_DATA,
                            attempt.key(),
                            attempt.versionId(),
                            attempt.etag(),
                            known > 0 ? known : null),
                    video,
                    stop,
                    received -> {});
            return analyser.analyse(video, DrawnPictures.in(folder.path()), stop);
        }
    }

    /** Says stop where the worker stops or the claim is lost, and holds the claim on meanwhile. */
    private final class Hold implements BooleanSupplier {
        private final TrainingAttempt attempt;
        private final BooleanSupplier stopping;
        private long tried = System.nanoTime();
        private long held = tried;
        private boolean lost;

        Hold(TrainingAttempt attempt, BooleanSupplier stopping) {
            this.attempt = attempt;
            this.stopping = stopping;
        }

        @Override
        public synchronized boolean getAsBoolean() {
            if (!lost && System.nanoTime() - tried > BEAT_NANOS) {
                tried = System.nanoTime();
                beat();
            }
            return lost || stopping.getAsBoolean();
        }

        /** FFmpeg asks too, from native code, into which nothing may be thrown. */
        private void beat() {
            try {
                lost = !videos.heartbeat(attempt, LEASE);
                held = tried;
            } catch (RuntimeException away) {
                // A database that is away comes back; the claim holds until then, but not beyond
                // its end.
                lost = System.nanoTime() - held > LEASE.toNanos();
            }
        }
    }
}
