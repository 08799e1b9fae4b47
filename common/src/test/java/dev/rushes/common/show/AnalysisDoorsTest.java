package dev.rushes.common.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.job.DatabaseResource;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The doors of a take's analysis: every one tried in every state. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AnalysisDoorsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject AnalysisTransitions analyses;

    @Inject EntityManager database;

    private UUID scene = new UUID(0, 0);

    /** The last attempt, also where the state has none; one of nobody before the first. */
    private AnalysisAttempt attempt = attempt(0);

    enum Door {
        REQUEST,
        CLAIM,
        DONE,
        FAIL,
        FAULT,
        HAND_BACK,
        REDISPATCH
    }

    /** What a door says, and the state behind it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONE      | REQUEST    | dispatch 1                   | QUEUED",
                "NONE      | CLAIM      | the analysis is none         | NONE",
                "NONE      | DONE       | false                        | NONE",
                "NONE      | FAIL       | false                        | NONE",
                "NONE      | FAULT      | lost                         | NONE",
                "NONE      | HAND_BACK  | nothing                      | NONE",
                "NONE      | REDISPATCH | nothing                      | NONE",
                "QUEUED    | REQUEST    | queued cannot become queued  | QUEUED",
                "QUEUED    | CLAIM      | granted                      | ANALYSING",
                "QUEUED    | DONE       | false                        | QUEUED",
                "QUEUED    | FAIL       | false                        | QUEUED",
                "QUEUED    | FAULT      | lost                         | QUEUED",
                "QUEUED    | HAND_BACK  | nothing                      | QUEUED",
                "QUEUED    | REDISPATCH | dispatch 3                   | QUEUED",
                "ANALYSING | REQUEST    | dispatch 2                   | QUEUED",
                "ANALYSING | CLAIM      | held                         | ANALYSING",
                "ANALYSING | DONE       | true                         | DONE",
                "ANALYSING | FAIL       | true                         | FAILED",
                "ANALYSING | FAULT      | retry 1                      | QUEUED",
                "ANALYSING | HAND_BACK  | dispatch 2                   | QUEUED",
                "ANALYSING | REDISPATCH | dispatch 2                   | ANALYSING",
                "DONE      | REQUEST    | dispatch 2                   | QUEUED",
                "DONE      | CLAIM      | the analysis is done         | DONE",
                "DONE      | DONE       | false                        | DONE",
                "DONE      | FAIL       | false                        | DONE",
                "DONE      | FAULT      | lost                         | DONE",
                "DONE      | HAND_BACK  | nothing                      | DONE",
                "DONE      | REDISPATCH | nothing                      | DONE",
                "FAILED    | REQUEST    | dispatch 2                   | QUEUED",
                "FAILED    | CLAIM      | the analysis is failed       | FAILED",
                "FAILED    | DONE       | false                        | FAILED",
                "FAILED    | FAIL       | false                        | FAILED",
                "FAILED    | FAULT      | lost                         | FAILED",
                "FAILED    | HAND_BACK  | nothing                      | FAILED",
                "FAILED    | REDISPATCH | nothing                      | FAILED",
            })
    void aDoorOpensExactlyWhereItMay(
            AnalysisStatus from, Door door, String says, AnalysisStatus behind) {
        bringTo(from);
        String said;
        try {
            said = tried(door);
        } catch (IllegalTransition refused) {
            said =
                    Objects.requireNonNull(refused.getMessage())
                            .replaceAll("^A footage analysis that is |\\.$", "");
        }
        assertThat(said).isEqualTo(says);
        assertThat(scene().analysisStatus()).isEqualTo(behind);
    }

    private String tried(Door door) {
        int dispatch = scene().analysisDispatch();
        return switch (door) {
            case REQUEST -> number(changed(analyses::request));
            case CLAIM ->
                    switch (analyses.claim(scene, dispatch, "w2", LEASE)) {
                        case Claim.Granted<AnalysisAttempt> granted -> "granted";
                        case Claim.Held<AnalysisAttempt> held -> "held";
                        case Claim.Stale<AnalysisAttempt>(String reason) -> reason;
                        case Claim.Spent<AnalysisAttempt>(String reason) -> "spent";
                    };
            case DONE -> Boolean.toString(done());
            case FAIL -> Boolean.toString(analyses.fail(attempt, "no video stream"));
            case FAULT ->
                    switch (analyses.fault(attempt, "S3 is away")) {
                        case FaultOutcome.Retry(int failures) -> "retry " + failures;
                        case FaultOutcome.Failed() -> "failed";
                        case FaultOutcome.Lost() -> "lost";
                    };
            case HAND_BACK ->
                    analyses.handBack(attempt).map(AnalysisDoorsTest::number).orElse("nothing");
            case REDISPATCH ->
                    analyses.redispatch(scene, dispatch)
                            .map(AnalysisDoorsTest::number)
                            .orElse("nothing");
        };
    }

    private boolean done() {
        return analyses.done(
                attempt, BigDecimal.TEN, JsonNodeFactory.instance.objectNode(), "poster");
    }

    private static String number(AnalysisDispatch dispatch) {
        return "dispatch " + dispatch.number();
    }

    @ParameterizedTest
    @EnumSource(AnalysisStatus.class)
    void newFootageForgetsWhatWasKnownOfTheOld(AnalysisStatus from) {
        bringTo(from);
        changed(take -> {
            take.footageStored("k2", "e2", "v2", 2);
            return take;
        });
        Scene now = scene();
        assertThat(now.analysisStatus()).isEqualTo(AnalysisStatus.NONE);
        assertThat(now.rawFootageKey()).isEqualTo("k2");
        assertThat(now.rawFootageVersionId()).isEqualTo("v2");
        assertThat(now.rawFootageDuration()).isNull();
        assertThat(now.rawFootageMetadata()).isNull();
        assertThat(now.posterKey()).isNull();
        assertThat(now.analysisError()).isNull();
        assertThat(now.analysisWorkerId()).isNull();
        assertThat(now.analysisLeaseExpiresAt()).isNull();
    }

    @Test
    void anAnalysisThatMetAFaultWaitsForTheSameMessage() {
        bringTo(AnalysisStatus.ANALYSING);
        analyses.sent(scene, 1);
        analyses.fault(attempt, "S3 is away");
        assertThat(scene().analysisDispatch()).isEqualTo(1);
        assertThat(scene().analysisDispatchedAt()).isNotNull();
        assertThat(scene().analysisWorkerId()).isNull();
    }

    @Test
    void anAnalysisGivenBackHasANewDispatchAndKeepsItsFailures() {
        bringTo(AnalysisStatus.ANALYSING);
        analyses.fault(attempt, "S3 is away");
        analyses.handBack(claimed());
        assertThat(scene().analysisDispatch()).isEqualTo(2);
        assertThat(scene().analysisDispatchedAt()).isNull();
        assertThat(scene().analysisFailures()).isEqualTo(1);
        assertThat(scene().analysisWorkerId()).isNull();
    }

    @Test
    void anAnalysisAskedForAgainCountsNoFailures() {
        bringTo(AnalysisStatus.ANALYSING);
        analyses.fault(attempt, "S3 is away");
        analyses.fail(claimed(), "no video stream");
        assertThat(scene().analysisFailures()).isEqualTo(1);
        changed(analyses::request);
        assertThat(scene().analysisFailures()).isZero();
        assertThat(scene().analysisError()).isNull();
    }

    private void bringTo(AnalysisStatus status) {
        scene =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            Show show = new Show();
                            show.name = "Show";
                            show.slug = "show-" + UUID.randomUUID();
                            database.persist(show);
                            Episode episode = new Episode();
                            episode.show = show;
                            episode.title = "Episode";
                            database.persist(episode);
                            Scene made = new Scene();
                            made.episode = episode;
                            made.name = "Intro";
                            made.footageStored("k", "e", "v", 1);
                            database.persist(made);
                            return made.id;
                        });
        attempt = attempt(0);
        if (status != AnalysisStatus.NONE) {
            changed(analyses::request);
            attempt = claimed();
            switch (status) {
                case NONE, ANALYSING -> {}
                case QUEUED -> analyses.handBack(attempt);
                case DONE -> done();
                case FAILED -> analyses.fail(attempt, "no video stream");
            }
        }
        assertThat(scene().analysisStatus()).isEqualTo(status);
    }

    private AnalysisAttempt attempt(int number) {
        return new AnalysisAttempt(scene, scene, number, 0, "k", "v", "e", 1);
    }

    private AnalysisAttempt claimed() {
        Claim<AnalysisAttempt> claim =
                analyses.claim(scene, scene().analysisDispatch(), "w", LEASE);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted<AnalysisAttempt>) claim).attempt();
    }

    private Scene scene() {
        return changed(take -> take);
    }

    private <T> T changed(Function<Scene, T> change) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        change.apply(Objects.requireNonNull(database.find(Scene.class, scene))));
    }
}
