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

    private final TrainingTransitions videos;
    private final Sources sources;
    private final Scratch scratch;
    private final FootageAnalyser analyser;

    AnalyseTraining(
            TrainingTransitions videos, Sources sources, Scratch scratch, MediaConfig media) {
        this.videos = videos;
        this.sources = sources;
        this.scratch = scratch;
        this.analyser = new FootageAnalyser(MediaLimits.of(media));
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
                    "The video %s is archived. Restore it, or upload it again."
                            .formatted(attempt.key()));
        } catch (RenderCancelled stopped) {
            videos.release(attempt, null);
        } catch (RuntimeException fault) {
            LOG.warnf(fault, "Training video %s was not analysed", attempt.videoId());
            videos.release(attempt, "The worker had a fault while working on it.");
        }
    }

    private Analysed look(TrainingAttempt attempt, BooleanSupplier stop) {
        try (ScratchFolder folder =
                scratch.folder("training-" + attempt.videoId() + "-" + attempt.number(), 0, 0)) {
            Path video = folder.path().resolve("video");
            sources.download(
                    new SourceObject(BucketRole.TRAINING_DATA, attempt.key(), null, null, null),
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
        private long beaten = System.nanoTime();
        private boolean lost;

        Hold(TrainingAttempt attempt, BooleanSupplier stopping) {
            this.attempt = attempt;
            this.stopping = stopping;
        }

        @Override
        public synchronized boolean getAsBoolean() {
            if (!lost && System.nanoTime() - beaten > BEAT_NANOS) {
                beaten = System.nanoTime();
                lost = !videos.heartbeat(attempt, LEASE);
            }
            return lost || stopping.getAsBoolean();
        }
    }
}
