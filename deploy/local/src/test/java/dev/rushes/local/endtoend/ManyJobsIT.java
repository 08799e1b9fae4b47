package dev.rushes.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rushes.local.demo.Workflow;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.class)
class ManyJobsIT {

    @Test
    void twoWorkersDoTwentyJobsOfFiveEpisodesEachOnceAndOneAtATimePerEpisode(
            RunningStack.Parts stack) throws IOException, InterruptedException {
        Workflow workflow = stack.workflow();
        String show = workflow.createShow("Many jobs");
        List<Episode> episodes = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            episodes.add(Episode.of(stack, show, number, stack.footage().small()));
        }
        List<String> jobs = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (Episode episode : episodes) {
                jobs.add(episode.render());
            }
        }

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(10))
                .until(() -> {
                    assertNoEpisodeHasTwoAtATime(stack);
                    return allCompleted(stack, jobs);
                });

        for (String job : jobs) {
            Workflow.requireCompleted(stack.client().get("/jobs/" + job));
        }
        assertThat(attempts(stack, jobs)).containsOnly(1);
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        workflow.queued().values().stream().allMatch(messages -> messages == 0));
        for (Episode episode : episodes) {
            stack.client().delete("/episodes/" + episode.id());
        }
    }

    private static void assertNoEpisodeHasTwoAtATime(RunningStack.Parts stack) throws SQLException {
        assertThat(stack.jobs().processing().stream().map(Jobs.Row::episodeId))
                .doesNotHaveDuplicates();
    }

    private static boolean allCompleted(RunningStack.Parts stack, List<String> jobs)
            throws SQLException {
        for (String job : jobs) {
            if (!stack.jobs().row(job).status().equals("completed")) {
                return false;
            }
        }
        return true;
    }

    private static List<Integer> attempts(RunningStack.Parts stack, List<String> jobs) {
        return jobs.stream()
                .map(job -> {
                    try {
                        return stack.jobs().row(job).attempt();
                    } catch (SQLException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                })
                .toList();
    }
}
