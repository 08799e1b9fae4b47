package dev.rushes.api.event;

/**
 * A job at one of its changes; made once and shared by all its watchers.
 *
 * @param number of the change, counted by the database: 0 as it was made, then 1, 2, 3, ...
 * @param json the job as {@code GET /jobs/{id}} would have shown it then
 * @param isFinal whether nothing follows unless a person asks for it
 */
record JobEvent(long number, String json, boolean isFinal) {}
