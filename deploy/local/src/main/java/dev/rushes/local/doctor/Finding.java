package dev.rushes.local.doctor;

/** What one look gave. */
sealed interface Finding {

    /** All is well; {@code detail} says what was seen. */
    record Well(String detail) implements Finding {}

    /** Something is wrong; {@code advice} says what to do about it. */
    record Ill(String detail, String advice) implements Finding {}

    /** There was nothing to look at. */
    record Unseen(String why) implements Finding {}
}
