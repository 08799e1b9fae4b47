package dev.rushes.common.plan;

import jakarta.persistence.EnumeratedValue;

/** Where an edit plan stands in its review. */
public enum PlanStatus {
    DRAFT("draft"),
    AWAITING_APPROVAL("awaiting_approval"),
    APPROVED("approved"),
    REJECTED("rejected");

    @EnumeratedValue private final String text;

    PlanStatus(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }

    /** Whether nothing changes it any more, unless a person asks for it. */
    public boolean isFinal() {
        return switch (this) {
            case DRAFT, AWAITING_APPROVAL -> false;
            case APPROVED, REJECTED -> true;
        };
    }

    /** Whether the state machine has an edge from here to {@code next}. There is none from a state to itself. */
    public boolean canBecome(PlanStatus next) {
        return switch (this) {
            case DRAFT -> next == AWAITING_APPROVAL;
            case AWAITING_APPROVAL -> next == APPROVED || next == REJECTED;
            case APPROVED, REJECTED -> false;
        };
    }
}
