package dev.rushes.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.job.JobStatus;
import dev.rushes.common.plan.PlanStatus;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.storage.UploadStatus;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every from-to pair of every state machine: what is not listed must be refused. */
final class StateMachineTest {

    @Test
    void aJob() {
        assertThat(edges(JobStatus.values(), JobStatus::text, JobStatus::canBecome))
                .isEqualTo(
                        Map.of(
                                "queued", "processing failed cancelled",
                                "processing", "queued completed failed cancelled",
                                "completed", "",
                                "failed", "queued",
                                "cancelled", "queued"));
        assertThat(Arrays.stream(JobStatus.values()).filter(JobStatus::isFinal))
                .containsExactly(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED);
    }

    @Test
    void aPlan() {
        assertThat(edges(PlanStatus.values(), PlanStatus::text, PlanStatus::canBecome))
                .isEqualTo(
                        Map.of(
                                "draft", "awaiting_approval",
                                "awaiting_approval", "approved rejected",
                                "approved", "",
                                "rejected", ""));
        assertThat(Arrays.stream(PlanStatus.values()).filter(PlanStatus::isFinal))
                .containsExactly(PlanStatus.APPROVED, PlanStatus.REJECTED);
    }

    @Test
    void anAnalysis() {
        assertThat(edges(AnalysisStatus.values(), AnalysisStatus::text, AnalysisStatus::canBecome))
                .isEqualTo(
                        Map.of(
                                "none", "queued",
                                "queued", "none analysing failed",
                                "analysing", "none queued done failed",
                                "done", "none queued",
                                "failed", "none queued"));
        assertThat(Arrays.stream(AnalysisStatus.values()).filter(AnalysisStatus::isFinal))
                .containsExactly(AnalysisStatus.DONE, AnalysisStatus.FAILED);
    }

    @Test
    void anUpload() {
        assertThat(edges(UploadStatus.values(), UploadStatus::text, UploadStatus::canBecome))
                .isEqualTo(
                        Map.of(
                                "pending", "stored refused aborted expired",
                                "stored", "",
                                "refused", "",
                                "aborted", "",
                                "expired", ""));
        assertThat(Arrays.stream(UploadStatus.values()).filter(status -> !status.isFinal()))
                .containsExactly(UploadStatus.PENDING);
    }

    private static <S extends Enum<S>> Map<String, String> edges(
            S[] states, Function<S, String> text, BiPredicate<S, S> canBecome) {
        Map<String, String> edges = new TreeMap<>();
        for (S from : states) {
            edges.put(
                    text.apply(from),
                    Arrays.stream(states)
                            .filter(to -> canBecome.test(from, to))
                            .map(text)
                            .collect(Collectors.joining(" ")));
        }
        return edges;
    }
}
