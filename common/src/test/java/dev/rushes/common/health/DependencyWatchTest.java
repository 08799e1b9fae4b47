package dev.rushes.common.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class DependencyWatchTest {
    private Optional<String> trouble = Optional.empty();
    private Instant now = Instant.EPOCH;

    private final DependencyWatch watch =
            new DependencyWatch("thing", () -> now) {
                @Override
                protected Optional<String> trouble() {
                    return trouble;
                }
            };

    private List<Status> asked(int times) {
        List<Status> seen = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            watch.ask();
            seen.add(watch.call().getStatus());
        }
        return seen;
    }

    @Test
    void isNotReadyBeforeTheFirstAnswerAndReadyWithIt() {
        assertThat(watch.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(watch.call().getData()).contains(Map.of("reason", "not asked yet"));
        trouble = Optional.of("away");
        assertThat(asked(1)).containsExactly(Status.DOWN);
        trouble = Optional.empty();
        assertThat(asked(1)).containsExactly(Status.UP);
    }

    @Test
    void oneOrTwoLostAnswersDoNotTakeItAwayAndTheThirdDoes() {
        assertThat(asked(1)).containsExactly(Status.UP);
        trouble = Optional.of("away");
        assertThat(asked(2)).containsExactly(Status.UP, Status.UP);
        trouble = Optional.empty();
        assertThat(asked(1)).containsExactly(Status.UP);
        trouble = Optional.of("away");
        assertThat(asked(4)).containsExactly(Status.UP, Status.UP, Status.DOWN, Status.DOWN);
        assertThat(watch.call().getData()).contains(Map.of("reason", "away"));
        trouble = Optional.empty();
        assertThat(asked(1)).containsExactly(Status.UP);
    }

    private Status after(int seconds) {
        now = now.plusSeconds(seconds);
        return watch.call().getStatus();
    }

    @Test
    void aQuestionThatHangsIsALostAnswerEveryTwentySeconds() {
        assertThat(asked(1)).containsExactly(Status.UP);
        assertThat(after(59)).isEqualTo(Status.UP);
        assertThat(after(2)).isEqualTo(Status.DOWN);
        assertThat(watch.call().getData()).contains(Map.of("reason", "does not answer"));
        assertThat(asked(1)).containsExactly(Status.UP);
        trouble = Optional.of("away");
        assertThat(asked(2)).containsExactly(Status.UP, Status.UP);
        assertThat(after(19)).isEqualTo(Status.UP);
        assertThat(after(2)).isEqualTo(Status.DOWN);
    }

    @Test
    void anAnswerIsNotReplacedByThatOfAnEarlierQuestion() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        DependencyWatch slowAtFirst =
                new DependencyWatch("thing") {
                    @Override
                    protected Optional<String> trouble() {
                        if (hangs.getCount() == 0) {
                            return Optional.empty();
                        }
                        hangs.countDown();
                        try {
                            goesOn.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return Optional.of("away");
                    }
                };
        Thread first = Thread.ofPlatform().start(slowAtFirst::ask);
        hangs.await();
        Thread second = Thread.ofPlatform().start(slowAtFirst::ask);
        Awaitility.await()
                .until(() ->
                        second.getState() == Thread.State.BLOCKED
                                || second.getState() == Thread.State.TERMINATED);
        goesOn.countDown();
        first.join();
        second.join();
        assertThat(slowAtFirst.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whatIsThrownIsTrouble() {
        DependencyWatch throwing =
                new DependencyWatch("thing") {
                    @Override
                    protected Optional<String> trouble() {
                        throw ProblemException.unavailable("The thing", null);
                    }
                };
        throwing.ask();
        assertThat(throwing.call().getStatus()).isEqualTo(Status.DOWN);
    }
}
