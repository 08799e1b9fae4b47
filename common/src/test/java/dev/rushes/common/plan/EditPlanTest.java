package dev.rushes.common.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.show.Episode;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The doors of a plan: every one tried in every state. */
final class EditPlanTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    enum Door {
        SUBMIT(PlanStatus.AWAITING_APPROVAL, EditPlan::submit),
        APPROVE(PlanStatus.APPROVED, plan -> plan.approve("ada", "h", NOON)),
        REJECT(PlanStatus.REJECTED, plan -> plan.reject("pacing_too_slow", "faster"));

        private final PlanStatus leadsTo;

        // Each is a lambda without state.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<EditPlan> way;

        Door(PlanStatus leadsTo, Consumer<EditPlan> way) {
            this.leadsTo = leadsTo;
            this.way = way;
        }
    }

    static Stream<Arguments> everyDoorInEveryState() {
        return Stream.of(PlanStatus.values())
                .flatMap(from -> Stream.of(Door.values()).map(door -> Arguments.of(from, door)));
    }

    @ParameterizedTest
    @MethodSource("everyDoorInEveryState")
    void aDoorOpensExactlyWhereTheSwitchSaysSo(PlanStatus from, Door door) {
        EditPlan plan = in(from);
        if (from.canBecome(door.leadsTo)) {
            door.way.accept(plan);
            assertThat(plan.status()).isEqualTo(door.leadsTo);
        } else {
            assertThatThrownBy(() -> door.way.accept(plan))
                    .isInstanceOf(IllegalTransition.class)
                    .hasMessage(
                            "A plan that is "
                                    + from.text()
                                    + " cannot become "
                                    + door.leadsTo.text()
                                    + ".");
            assertThat(plan.status()).isEqualTo(from);
        }
    }

    @Test
    void anApprovalOfOtherContentIsRefused() {
        EditPlan plan = in(PlanStatus.AWAITING_APPROVAL);
        assertThatThrownBy(() -> plan.approve("ada", "old", NOON))
                .isInstanceOfSatisfying(
                        StaleContent.class, stale -> assertThat(stale.current()).isEqualTo("h"));
        assertThat(plan.status()).isEqualTo(PlanStatus.AWAITING_APPROVAL);
        assertThat(plan.approvedAt()).isNull();
    }

    @Test
    void onlyADraftIsRewritten() {
        for (PlanStatus status : PlanStatus.values()) {
            EditPlan plan = in(status);
            if (status == PlanStatus.DRAFT) {
                plan.rewrite(JsonNodeFactory.instance.objectNode(), "h2");
                assertThat(plan.contentHash()).isEqualTo("h2");
            } else {
                assertThatThrownBy(() -> plan.rewrite(JsonNodeFactory.instance.objectNode(), "h2"))
                        .isInstanceOf(IllegalTransition.class);
                assertThat(plan.contentHash()).isEqualTo("h");
            }
        }
    }

    @Test
    void onlyARejectedPlanIsRevisedAndItStays() {
        for (PlanStatus status : PlanStatus.values()) {
            EditPlan plan = in(status);
            if (status == PlanStatus.REJECTED) {
                EditPlan next = plan.revision(JsonNodeFactory.instance.objectNode(), "h2", 3);
                assertThat(next.status()).isEqualTo(PlanStatus.DRAFT);
                assertThat(next.revisionOf).isSameAs(plan);
                assertThat(next.revisionNumber).isEqualTo(3);
                assertThat(next.contentHash()).isEqualTo("h2");
            } else {
                assertThatThrownBy(
                                () -> plan.revision(JsonNodeFactory.instance.objectNode(), "h2", 3))
                        .isInstanceOf(IllegalStateException.class);
            }
            assertThat(plan.status()).isEqualTo(status);
            assertThat(plan.contentHash()).isEqualTo("h");
        }
    }

    private static EditPlan in(PlanStatus status) {
        EditPlan plan = EditPlan.draft(new Episode(), JsonNodeFactory.instance.objectNode(), "h");
        switch (status) {
            case DRAFT -> {}
            case AWAITING_APPROVAL -> plan.submit();
            case APPROVED -> {
                plan.submit();
                plan.approve("ada", "h", NOON);
            }
            case REJECTED -> {
                plan.submit();
                plan.reject("wrong_clips", "not these");
            }
        }
        return plan;
    }
}
