package dev.rushes.render.job;

import dev.rushes.render.media.MediaInfo;
import dev.rushes.render.timeline.H264Settings;
import dev.rushes.render.timeline.Timeline;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Tells the native image which of the engine's records are read by reflection, for the engine itself knows no Quarkus:
 * fingerprints read the components of the timeline's, and a take's measures go to and come from JSON.
 */
@RegisterForReflection(
        targets = {Timeline.class, H264Settings.class, MediaInfo.class},
        registerFullHierarchy = true)
final class ReflectedRecords {
    private ReflectedRecords() {}
}
