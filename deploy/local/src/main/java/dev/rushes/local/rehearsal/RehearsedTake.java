package dev.rushes.local.rehearsal;

import java.util.List;

/**
 * A take to be made.
 *
 * @param scene from 1
 * @param number of the take, from 1
 * @param phrases what is heard in it; empty where it is silent
 * @param words of each phrase, in seconds from its start: begin and end of each
 * @param hue of its picture in degrees, one for each scene
 */
record RehearsedTake(
        int scene,
        int number,
        Flaw flaw,
        double seconds,
        List<Phrase> phrases,
        List<double[]> words,
        int hue) {
    RehearsedTake {
        phrases = List.copyOf(phrases);
        words = List.copyOf(words);
    }

    String fileName() {
        return "S%d-TAKE-%d.mp4".formatted(scene, number);
    }
}
