package dev.rushes.api.planner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How takes are scored and plans are fitted. */
@ConfigMapping(prefix = "rushes.planner")
public interface PlannerSettings {
    /** How much each measure of a take counts. */
    Weights weights();

    /** Words a minute that a script is read with. */
    @WithDefault("150")
    double wordsPerMinute();

    /** Seconds shown before the first and after the last sound of a phrase: under a frame, so that no consonant is cut. */
    @WithDefault("0.02")
    double lead();

    /** Most seconds of silence that are added before and after a scene to make a programme longer. */
    @WithDefault("1.5")
    double mostAir();

    /** Colour of titles where a preset wants one. */
    @WithDefault("#f5b700")
    String accentColour();

    /** Factor on the samples of music under a programme. */
    @WithDefault("0.5")
    double musicVolume();

    /** A take's score is the geometric mean of its measures with these weights: one that fails cannot be made up for. */
    interface Weights {
        /** Whether all is said that is to be said. */
        @WithDefault("3")
        double completeness();

        /** Whether it is said in one go: no restarts, no long pauses. */
        @WithDefault("3")
        double delivery();

        /** Samples at full scale. */
        @WithDefault("1.5")
        double clipping();

        /** Distance of the voice from the noise. */
        @WithDefault("0.8")
        double noise();

        /** Loudness. */
        @WithDefault("0.8")
        double level();

        /** Focus, against the sharpest take of the scene. */
        @WithDefault("1.5")
        double sharpness();

        /** Neither too dark nor too bright. */
        @WithDefault("1.5")
        double exposure();

        /** A steady camera. */
        @WithDefault("1.5")
        double shake();

        /** No black and no frozen picture. */
        @WithDefault("1")
        double picture();

        /** Later takes, a little: directors stop when they have what they want. */
        @WithDefault("0.1")
        double recency();

        /** The takes that people of the show usually choose, the first or the last: among good ones, not before them. */
        @WithDefault("0.6")
        double habit();
    }
}
