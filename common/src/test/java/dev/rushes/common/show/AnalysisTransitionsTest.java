package dev.rushes.common.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.job.DatabaseResource;
import dev.rushes.common.lease.Claim;
import dev.rushes.common.lease.FaultOutcome;
import dev.rushes.common.lease.Pulse;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AnalysisTransitionsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofSeconds(-1);

    @Inject AnalysisTransitions analyses;

    @Inject EntityManager database;

    private UUID scene = new UUID(0, 0);
    private AnalysisDispatch asked = new AnalysisDispatch(scene, 0);

    @BeforeEach
    void aSceneWithFootage() {
        asked =
                QuarkusTransaction.requiringNew()
                        .call(() -> {
                            database.createNativeQuery("DELETE FROM episodes").executeUpdate();
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
                            made.footageStored("key", "etag", "version", 77);
                            database.persist(made);
                            scene = made.id;
                            return analyses.request(made);
                        });
    }

    private Scene scene() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Objects.requireNonNull(database.find(Scene.class, scene)));
    }

    private AnalysisAttempt claimed(int dispatch, Duration lease) {
        Claim<AnalysisAttempt> claim = analyses.claim(scene, dispatch, "w", lease);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted<AnalysisAttempt>) claim).attempt();
    }

    private long deadLetters() {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        (Long)
                                database.createNativeQuery(
                                                "SELECT count(*) FROM dead_letters WHERE scene_id = :id",
                                                Long.class)
                                        .setParameter("id", scene)
                                        .getSingleResult());
    }

    @Test
    void aClaimSaysExactlyWhichObjectToRead() {
        AnalysisAttempt attempt = claimed(1, LEASE);
        assertThat(attempt.key()).isEqualTo("key");
        assertThat(attempt.versionId()).isEqualTo("version");
        assertThat(attempt.etag()).isEqualTo("etag");
        assertThat(attempt.sizeBytes()).isEqualTo(77);
        assertThat(analyses.heartbeat(attempt, LEASE)).isEqualTo(Pulse.MINE);
        assertThat(analyses.claim(scene, 1, "other", LEASE)).isInstanceOf(Claim.Held.class);
        assertThat(
                        analyses.done(
                                attempt,
                                new BigDecimal("12.50"),
                                new ObjectMapper().createObjectNode(),
                                "poster"))
                .isTrue();
        assertThat(scene().analysisStatus()).isEqualTo(AnalysisStatus.DONE);
        assertThat(scene().rawFootageDuration()).isEqualByComparingTo("12.50");
        assertThat(analyses.claim(scene, 1, "w", LEASE))
                .isEqualTo(new Claim.Stale<>("the analysis is done"));
    }

    @Test
    void footageReplacedMeanwhileLosesTheOldAttempt() {
        AnalysisAttempt old = claimed(1, LEASE);
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    Scene again = Objects.requireNonNull(database.find(Scene.class, scene));
                    again.footageStored("key2", "etag2", "version2", 78);
                    analyses.request(again);
                });
        assertThat(analyses.heartbeat(old, LEASE)).isEqualTo(Pulse.LOST);
        assertThat(analyses.fail(old, "text")).isFalse();
        assertThat(analyses.claim(scene, 1, "w", LEASE))
                .isEqualTo(new Claim.Stale<>("dispatch 2 has taken its place"));
        assertThat(claimed(2, LEASE).key()).isEqualTo("key2");
    }

    @Test
    void threeSilentDeathsFailItAtTheNextDelivery() {
        claimed(1, OVER);
        claimed(1, OVER);
        claimed(1, OVER);
        assertThat(analyses.claim(scene, 1, "w", LEASE)).isInstanceOf(Claim.Spent.class);
        assertThat(scene().analysisStatus()).isEqualTo(AnalysisStatus.FAILED);
        assertThat(scene().analysisError())
                .startsWith("The analysis of this file ended three workers.");
        assertThat(deadLetters()).isEqualTo(1);
    }

    @Test
    void theSweepFailsItToo() {
        List<AnalysisDispatch> gaveUp = new ArrayList<>();
        int dispatch = 1;
        for (int death = 1; death <= 2; death++) {
            claimed(dispatch, OVER);
            dispatch = analyses.reclaimExpired(Duration.ZERO, 10, gaveUp::add).getFirst().number();
        }
        claimed(dispatch, OVER);
        assertThat(analyses.reclaimExpired(Duration.ZERO, 10, gaveUp::add)).isEmpty();
        assertThat(gaveUp).containsExactly(new AnalysisDispatch(scene, 3));
        assertThat(scene().analysisStatus()).isEqualTo(AnalysisStatus.FAILED);
    }

    @Test
    void threeTransientFaultsFailItAndHandBacksDoNot() {
        int dispatch = 1;
        for (int i = 0; i < 10; i++) {
            dispatch = analyses.handBack(claimed(dispatch, LEASE)).orElseThrow().number();
        }
        assertThat(analyses.fault(claimed(dispatch, LEASE), "S3"))
                .isEqualTo(new FaultOutcome.Retry(1));
        assertThat(analyses.fault(claimed(dispatch, LEASE), "S3"))
                .isEqualTo(new FaultOutcome.Retry(2));
        assertThat(analyses.fault(claimed(dispatch, LEASE), "S3"))
                .isEqualTo(new FaultOutcome.Failed());
        assertThat(scene().analysisError()).isEqualTo("S3");
        assertThat(deadLetters()).isEqualTo(1);
    }

    @Test
    void whatWasNotConfirmedIsSentAgain() {
        assertThat(analyses.unsent(Duration.ZERO, 10)).containsExactly(asked);
        analyses.sent(scene, 1);
        assertThat(analyses.unsent(Duration.ZERO, 10)).isEmpty();
        assertThat(analyses.redispatchOld(OVER, 10))
                .containsExactly(new AnalysisDispatch(scene, 2));
    }

    @Test
    void aMessageThatTheQueueGaveUpFailsIt() {
        assertThat(analyses.deadLettered(scene, 0, 3)).isFalse();
        assertThat(analyses.deadLettered(scene, 1, 3)).isTrue();
        assertThat(scene().analysisStatus()).isEqualTo(AnalysisStatus.FAILED);
    }
}
