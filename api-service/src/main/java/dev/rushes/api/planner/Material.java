package dev.rushes.api.planner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.ScriptSceneType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a planner has to work with; nothing else goes into a plan.
 *
 * @param title of the episode
 * @param showName null where the episode has no show
 * @param takes all that can be used, analysed
 * @param script the scenes that were found in it, in their order; empty without one
 * @param presets layers that may be used, the most wanted first
 * @param music the show's music, the most wanted first
 * @param logo key of the show's logo, or null
 */
public record Material(
        String title,
        @Nullable String showName,
        List<Take> takes,
        List<Scripted> script,
        List<Preset> presets,
        List<Music> music,
        @Nullable String logo,
        Habits habits) {
    public Material {
        takes = List.copyOf(takes);
        script = List.copyOf(script);
        presets = List.copyOf(presets);
        music = List.copyOf(music);
    }

    /**
     * A take.
     *
     * @param id of its row in scenes
     * @param scene name of what was shot
     * @param sceneNumber shared by the takes of a scene; null where only names tell them apart
     * @param type intro, main, transition or outro; null where nobody said
     * @param number of the take; null where the file's name does not say it
     * @param fileName for people
     * @param width of the picture as players show it; 0 where that is not known
     * @param chosenBy who has selected it for its scene; null where no person has
     * @param layers that a person gave to this scene; null without
     */
    public record Take(
            UUID id,
            String s3Key,
            String scene,
            @Nullable Integer sceneNumber,
            @Nullable String type,
            @Nullable Integer number,
            String fileName,
            int width,
            int height,
            FootageAnalysis analysis,
            @Nullable String chosenBy,
            @Nullable JsonNode layers) {
        /** For people: "take 2" or the file's name. */
        String said() {
            return number == null ? fileName : "take " + number;
        }
    }

    /**
     * A scene of the script.
     *
     * @param name such as MAIN-1
     * @param title that may stand on the picture: where it plays or what it is about; null where the script says neither
     * @param targetSeconds null where the script does not say
     * @param spokenWords 0 where nobody speaks, or it is not known
     * @param firstLine from 1; 0 where it is not known
     */
    public record Scripted(
            String name,
            @Nullable String heading,
            @Nullable String title,
            ScriptSceneType type,
            @Nullable Double targetSeconds,
            @Nullable EnergyLevel energy,
            int spokenWords,
            List<String> speakers,
            int firstLine,
            int lastLine) {
        public Scripted {
            speakers = List.copyOf(speakers);
        }
    }

    /**
     * Layers with placeholders.
     *
     * @param category intro, main_content, product_showcase or outro
     */
    public record Preset(
            UUID id, String name, String category, boolean system, JsonNode template) {}

    /** A piece of music of the show. */
    public record Music(String s3Key, String fileName) {}

    /**
     * What people of this show usually change, and how its videos are cut.
     *
     * @param inSeconds by which they move in-points, later is positive
     * @param outSeconds by which they move out-points
     * @param trims how many decisions that comes from
     * @param transitions shares of cut, dissolve and others that people chose between scenes; empty where nothing is known
     * @param gradual shares of dissolve and others among the gradual changes of its videos: how many of their cuts stand
     *     between scenes is not known
     * @param clipSeconds their usual shot; null where nothing is known
     */
    public record Habits(
            double inSeconds,
            double outSeconds,
            int trims,
            Map<String, Double> transitions,
            Map<String, Double> gradual,
            @Nullable Double clipSeconds,
            Taste taste) {
        /** Of a show that has none yet. */
        public static final Habits NONE = new Habits(0, 0, 0, Map.of(), Map.of(), null, Taste.NONE);

        public Habits {
            transitions = Map.copyOf(transitions);
            gradual = Map.copyOf(gradual);
        }
    }

    /**
     * What people of this show prefer.
     *
     * @param laterTakes from -1, always the first take of a scene, to 1, always the last; 0 where they have no habit
     * @param takeChoices how many choices that comes from
     * @param music share of its videos with music; null where nothing is known
     * @param pacing of most of its videos; null where none prevails
     */
    public record Taste(
            double laterTakes,
            int takeChoices,
            @Nullable Double music,
            @Nullable Pacing pacing,
            Overlaid overlaid) {
        /** Of a show that has none yet. */
        public static final Taste NONE = new Taste(0, 0, null, null, Overlaid.NONE);
    }

    /**
     * What this show's videos lay over their picture. All null where nothing is known.
     *
     * @param textsPerMinute titles and names
     * @param textSeconds how long one is seen
     * @param share of the time in which something is laid over
     * @param place where most texts stand: lower_third, centre or top
     */
    public record Overlaid(
            @Nullable Double textsPerMinute,
            @Nullable Double textSeconds,
            @Nullable Double share,
            @Nullable String place) {
        /** Of a show that has none yet. */
        public static final Overlaid NONE = new Overlaid(null, null, null, null);
    }

    Optional<Take> take(String s3Key) {
        return takes.stream().filter(take -> take.s3Key().equals(s3Key)).findFirst();
    }
}
