package dev.rushes.api.planner;

import java.util.ArrayList;
import java.util.List;

/** Lets scenes melt into each other, and takes jump cuts away. */
record ReviseJoins() implements Revising {
    private static final double SOFT = 0.5;
    private static final double SOFTER = 0.8;

    @Override
    public List<String> change(CutInHand cut) {
        List<String> said = new ArrayList<>();
        Revising.say(said, InnerCuts.merged(cut), "%d jump cut is gone", "%d jump cuts are gone");
        int soft = 0;
        for (int i = 1; i < cut.scenes.size(); i++) {
            Join join = cut.begins(i);
            boolean dissolve = join.type().equals("dissolve");
            double seconds = dissolve ? Math.max(SOFTER, join.seconds() * 1.5) : SOFT;
            soft += cut.begin(i, "dissolve", seconds) ? 1 : 0;
        }
        Revising.say(
                said,
                soft,
                "%d scene begins with a soft dissolve",
                "%d scenes begin with soft dissolves");
        return said;
    }
}
