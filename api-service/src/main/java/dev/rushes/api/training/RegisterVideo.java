package dev.rushes.api.training;

import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Show;
import dev.rushes.common.storage.FileName;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;
import dev.rushes.common.training.TrainingVideo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Registers a video to learn from. Its file may have been uploaded before, or comes later. */
@ApplicationScoped
class RegisterVideo {
    private static final Logger LOG = Logger.getLogger(RegisterVideo.class);

    private final Caller caller;

    RegisterVideo(Caller caller) {
        this.caller = caller;
    }

    @Transactional
    TrainingView register(TrainingRequest request) {
        TrainingVideo video = new TrainingVideo();
        video.videoId = request.videoId();
        video.show = show(request.showId());
        // Before the row is looked for: who completes the upload waits, and then finds it.
        video.s3Key = uploaded(request.videoId());
        if (TrainingVideo.count("videoId", request.videoId()) > 0) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "There is a training video with this videoId.");
        }
        video.sourceType = request.source();
        video.videoTitle = request.title();
        video.videoUrl = request.url();
        video.userStyle = request.isUserStyle();
        video.persistAndFlush();
        LOG.infof("Training video %s registered", video.id);
        return TrainingView.of(video);
    }

    private @Nullable Show show(@Nullable UUID id) {
        if (id == null) {
            return null;
        }
        return Show.<Show>findByIdOptional(id)
                .filter(show -> caller.sees(show.id))
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemType.INVALID,
                                "The request is not valid.",
                                List.of(new Problem.Fault("/showId", "there is no such show"))));
    }

    private static @Nullable String uploaded(String videoId) {
        Upload upload =
                Upload.<Upload>find("s3Key", ObjectKeys.training(new FileName(videoId)))
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResult();
        return upload != null
                        && upload.kind == UploadKind.TRAINING_VIDEO
                        && upload.status() == UploadStatus.STORED
                        && videoId.equals(upload.videoId)
                ? upload.s3Key
                : null;
    }
}
