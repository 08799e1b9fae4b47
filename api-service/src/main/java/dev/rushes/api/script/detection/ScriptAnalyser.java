package dev.rushes.api.script.detection;

import java.util.List;

/** Finds the scenes of a script. */
public interface ScriptAnalyser {
    /** In the order of the script; none where it has no words. It may take minutes. */
    List<DetectedScene> analyse(ScriptToAnalyse script, Wish wish);
}
