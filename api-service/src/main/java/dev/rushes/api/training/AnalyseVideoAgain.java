package dev.rushes.api.training;

import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.training.TrainingTransitions;
import dev.rushes.common.training.TrainingVideo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Lets a video be analysed once more, where its analysis failed or is old. */
@ApplicationScoped
class AnalyseVideoAgain {
    private final FindVideos videos;
    private final TrainingTransitions transitions;

    AnalyseVideoAgain(FindVideos videos, TrainingTransitions transitions) {
        this.videos = videos;
        this.transitions = transitions;
    }

    /** Asks for it; 409 where the video has no file yet, or its analysis waits or runs already. */
    @Transactional
    TrainingView request(UUID id) {
        TrainingVideo video = videos.locked(id);
        if (video.s3Key == null) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE, "The video has no file yet; upload it first.");
        }
        if (!transitions.again(video)) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "Its analysis has not ended; it is %s.".formatted(video.analysisStatus.text()));
        }
        return TrainingView.of(video);
    }
}
