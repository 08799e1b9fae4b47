package dev.rushes.local.rehearsal;

/** What is wrong with a take. */
enum Flaw {
    NONE,
    /** The speaker stops within a phrase and begins it again. */
    FLUBBED,
    /** Recorded far too loud. */
    CLIPPED,
    BLURRED,
    SHAKY,
    /** The microphone was off. */
    SILENT,
    DARK,
    /** The camera stopped within the last phrase. */
    CUT_OFF
}
