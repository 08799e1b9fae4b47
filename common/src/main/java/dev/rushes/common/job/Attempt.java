package dev.rushes.common.job;

import java.util.UUID;

/**
 * One worker's claim of a job. Its number fences every later write: once another attempt has the job, nothing of this
 * one counts any more.
 *
 * @param number 1 for the first claim
 * @param dispatch the dispatch under which it was claimed
 */
public record Attempt(
        UUID jobId, UUID episodeId, UUID planId, JobKind kind, int number, int dispatch) {}
