package dev.rushes.api.download;

/** What of storage-service's {@code GET /objects/{bucket}/{key}} is shown here. */
record KeptObject(ObjectLifecycle lifecycle) {}
