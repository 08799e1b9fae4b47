package dev.rushes.api.plan.interchange;

import static dev.rushes.api.plan.interchange.TestCuts.JSON;

import com.fasterxml.jackson.databind.JsonNode;

/** Timelines and plans that more than one test begins with. */
final class TestTimelines {
    private TestTimelines() {}

    /** A camera that counts from ten o'clock, a sound rate for the start, a transition in another rate. */
    static JsonNode foreign() throws Exception {
        return JSON.readTree(
                """
                {"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [
                  {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [
                    {"OTIO_SCHEMA": "Clip.1", "name": "one",
                     "media_reference": {"target_url": "episodes/a",
                       "available_range": {"start_time": {"rate": 25, "value": 900000}, "duration": {"rate": 25, "value": 500}}},
                     "source_range": {"start_time": {"rate": 48000, "value": 1728096000}, "duration": {"rate": 25, "value": 100}}},
                    {"OTIO_SCHEMA": "Transition.1", "in_offset": {"rate": 50, "value": 10}, "out_offset": {"rate": 50, "value": 30}},
                    {"OTIO_SCHEMA": "Clip.1", "name": "two",
                     "media_reference": {"target_url": "episodes/b",
                       "available_range": {"start_time": {"rate": 24, "value": 86400}, "duration": {"rate": 24, "value": 240}}}}]}]}}
                """);
    }

    /** Two scenes, each up from black. */
    static JsonNode scenes() throws Exception {
        return JSON.readTree(
                """
                {"scenes": [
                   {"name": "One", "transitions": ["fade_in", "fade_out"], "clips": [
                     {"s3Key": "episodes/a", "trim": {"start": 1, "end": 5}},
                     {"s3Key": "episodes/b", "trim": {"start": 1, "end": 5}}]},
                   {"name": "Two", "transitions": [{"type": "fade_in", "duration": 0.4}], "clips": [
                     {"s3Key": "episodes/c", "trim": {"start": 1, "end": 5}}]}],
                 "output": {"frameRate": 25}}
                """);
    }
}
