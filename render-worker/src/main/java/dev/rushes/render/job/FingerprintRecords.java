package dev.rushes.render.job;

import dev.rushes.render.timeline.H264Settings;
import dev.rushes.render.timeline.Timeline;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Tells the native image that fingerprints read the components of the timeline's records. */
@RegisterForReflection(
        targets = {Timeline.class, H264Settings.class},
        registerFullHierarchy = true)
final class FingerprintRecords {
    private FingerprintRecords() {}
}
