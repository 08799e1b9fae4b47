package dev.rushes.api.planner;

import java.util.List;

/** Changes what one kind of feedback is about, and nothing else. */
sealed interface Revising
        permits RevisePace, ReviseJoins, ReviseTakes, ReviseLength, ReviseSound, ReviseText {
    /** What was changed, in words; empty where nothing could be, and then nothing was. */
    List<String> change(CutInHand cut);

    /** Adds a sentence where there is anything to count. */
    static void say(List<String> said, int count, String one, String many) {
        if (count > 0) {
            said.add((count == 1 ? one : many).formatted(count));
        }
    }
}
