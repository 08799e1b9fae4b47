package dev.rushes.common.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.IllegalTransition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The doors of a take's analysis: every one tried in every state. */
final class SceneAnalysisTest {

    private static final Instant LEASE = Instant.parse("2026-05-01T12:01:00Z");

    enum Door {
        QUEUE(AnalysisStatus.QUEUED, Scene::queueAnalysis),
        START(
                AnalysisStatus.ANALYSING,
                scene -> scene.startAnalysis(scene.analysisAttempt() + 1, "w", LEASE)),
        FINISH(
                AnalysisStatus.DONE,
                scene ->
                        scene.finishAnalysis(
                                BigDecimal.ONE, JsonNodeFactory.instance.objectNode(), "poster")),
        FAIL(AnalysisStatus.FAILED, scene -> scene.failAnalysis("no video stream"));

        private final AnalysisStatus leadsTo;

        // Each is a lambda without state.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Scene> way;

        Door(AnalysisStatus leadsTo, Consumer<Scene> way) {
            this.leadsTo = leadsTo;
            this.way = way;
        }
    }

    static Stream<Arguments> everyDoorInEveryState() {
        return Stream.of(AnalysisStatus.values())
                .flatMap(from -> Stream.of(Door.values()).map(door -> Arguments.of(from, door)));
    }

    @ParameterizedTest
    @MethodSource("everyDoorInEveryState")
    void aDoorOpensExactlyWhereTheSwitchSaysSo(AnalysisStatus from, Door door) {
        Scene scene = in(from);
        if (from.canBecome(door.leadsTo)) {
            door.way.accept(scene);
            assertThat(scene.analysisStatus()).isEqualTo(door.leadsTo);
        } else {
            assertThatThrownBy(() -> door.way.accept(scene))
                    .isInstanceOf(IllegalTransition.class)
                    .hasMessage(
                            "A footage analysis that is %s cannot become %s.",
                            from.text(), door.leadsTo.text());
            assertThat(scene.analysisStatus()).isEqualTo(from);
        }
    }

    @ParameterizedTest
    @EnumSource(AnalysisStatus.class)
    void newFootageForgetsWhatWasKnownOfTheOld(AnalysisStatus from) {
        Scene scene = in(from);
        scene.footageStored("k2", "e2", "v2", 2);
        assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.NONE);
        assertThat(scene.rawFootageKey()).isEqualTo("k2");
        assertThat(scene.rawFootageVersionId()).isEqualTo("v2");
        assertThat(scene.rawFootageDuration()).isNull();
        assertThat(scene.rawFootageMetadata()).isNull();
        assertThat(scene.posterKey()).isNull();
        assertThat(scene.analysisError()).isNull();
        assertThat(scene.analysisLeaseExpiresAt()).isNull();
    }

    @ParameterizedTest
    @EnumSource(AnalysisStatus.class)
    void onlyARunningAnalysisIsLetGo(AnalysisStatus from) {
        Scene scene = in(from);
        if (from == AnalysisStatus.ANALYSING) {
            int dispatch = scene.analysisDispatch();
            scene.releaseAnalysis();
            assertThat(scene.analysisStatus()).isEqualTo(AnalysisStatus.QUEUED);
            assertThat(scene.analysisDispatch()).isEqualTo(dispatch);
        } else {
            assertThatThrownBy(scene::releaseAnalysis).isInstanceOf(IllegalTransition.class);
        }
    }

    @Test
    void anAnalysisGivenBackHasANewDispatchAndKeepsItsFailures() {
        Scene scene = in(AnalysisStatus.ANALYSING);
        assertThat(scene.countAnalysisFailure()).isEqualTo(1);
        scene.requeueAnalysis();
        assertThat(scene.analysisDispatch()).isEqualTo(2);
        assertThat(scene.analysisFailures()).isEqualTo(1);
        assertThat(scene.analysisWorkerId()).isNull();
    }

    @Test
    void anAnalysisAskedForAgainCountsNoFailures() {
        Scene scene = in(AnalysisStatus.FAILED);
        scene.countAnalysisFailure();
        scene.queueAnalysis();
        assertThat(scene.analysisFailures()).isZero();
        assertThat(scene.analysisError()).isNull();
        assertThat(scene.analysisDispatch()).isEqualTo(2);
    }

    private static Scene in(AnalysisStatus status) {
        Scene scene = new Scene();
        scene.footageStored("k", "e", "v", 1);
        switch (status) {
            case NONE -> {}
            case QUEUED -> scene.queueAnalysis();
            case ANALYSING -> {
                scene.queueAnalysis();
                scene.startAnalysis(1, "w", LEASE);
            }
            case DONE -> {
                scene.queueAnalysis();
                scene.startAnalysis(1, "w", LEASE);
                scene.finishAnalysis(
                        BigDecimal.TEN, JsonNodeFactory.instance.objectNode(), "poster");
            }
            case FAILED -> {
                scene.queueAnalysis();
                scene.failAnalysis("no video stream");
            }
        }
        return scene;
    }
}
