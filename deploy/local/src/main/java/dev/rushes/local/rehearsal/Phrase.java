package dev.rushes.local.rehearsal;

/** A stretch of speech in seconds of its take; the truth, since it was written so. */
record Phrase(double start, double end) {}
