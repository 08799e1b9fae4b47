package dev.rushes.api.script.detection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.script.text.PartTitle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the detection of scenes writes into {@code script_metadata.visual_requirements}, and what plans are made from. Lines
 * are those of the script's text, from 1.
 *
 * @param version of this document, 1
 * @param textVersion which of the script's texts it was found in
 * @param analysedBy {@code rules}, or the model that helped
 * @param heading as it stands in the script; null where the scene has none
 * @param sceneNumber as the script counts it, such as 12A; null where it does not
 * @param setting interior, exterior or both; null where the heading does not say
 * @param place of the heading, such as KITCHEN
 * @param timeOfDay of the heading, such as DAY
 * @param lines first and last line of the scene
 * @param spokenWords words of the dialogue
 * @param actionWords words of the action
 * @param spokenSeconds how long the dialogue takes at an ordinary pace, before it is scaled to the wished total
 * @param actionSeconds the same of the action
 * @param speakers in the order in which they first speak; a narrator without a name is NARRATOR
 * @param energyEvidence why the scene is as lively as it is said to be
 * @param props things that are to be seen, named in capitals within the action
 * @param shots framings that the script asks for
 * @param elements what is said and done, in order; of a long scene the first 400
 * @param warnings what was doubtful
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VisualRequirements(
        int version,
        int textVersion,
        String analysedBy,
        @Nullable String heading,
        @Nullable String sceneNumber,
        @Nullable String setting,
        @Nullable String place,
        @Nullable String timeOfDay,
        Lines lines,
        int spokenWords,
        int actionWords,
        double spokenSeconds,
        double actionSeconds,
        List<String> speakers,
        List<Evidence> energyEvidence,
        List<Found> props,
        List<Found> shots,
        List<Element> elements,
        List<String> warnings) {
    /** The version that is written now. */
    public static final int CURRENT = 1;

    /** Letters that can be read while a title stands. */
    private static final int LONGEST_TITLE = 60;

    /** Elements that are kept of one scene. */
    public static final int MOST_ELEMENTS = 400;

    public VisualRequirements {
        speakers = listed(speakers);
        energyEvidence = listed(energyEvidence);
        props = listed(props);
        shots = listed(shots);
        elements = listed(elements);
        warnings = listed(warnings);
    }

    /**
     * What may stand on the picture to say where the scene plays or what it is about; none where its heading only names a part of
     * the video, such as INTRO.
     */
    public Optional<String> title() {
        if (setting != null) {
            return Optional.ofNullable(place).filter(where -> where.length() <= LONGEST_TITLE);
        }
        return heading == null
                ? Optional.empty()
                : PartTitle.of(heading).filter(title -> title.length() <= LONGEST_TITLE);
    }

    /** Lines of the script's text, from 1, both included. */
    public record Lines(int from, int to) {}

    /**
     * Something that speaks for or against a lively scene.
     *
     * @param kind what was found: a word, exclamations, short speeches, long speeches, a parenthetical, many speakers
     * @param found the words themselves, or the measure
     * @param weight above zero for a lively scene, below for a quiet one
     */
    public record Evidence(String kind, String found, Lines lines, double weight) {}

    /** Something that the script names, with the line where it first does. */
    public record Found(String name, int line) {}

    /**
     * A speech or an action.
     *
     * @param kind dialogue, action or transition
     * @param speaker of dialogue; null where nobody is named
     * @param text its words, cut after 1000 characters
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Element(String kind, @Nullable String speaker, String text, Lines lines) {}

    /**
     * Reads what stands in the database. Empty where people wrote something of their own there, or nothing: then a scene has
     * its row's columns only.
     */
    public static Optional<VisualRequirements> read(ObjectMapper json, @Nullable JsonNode stored) {
        if (stored == null || stored.path("version").asInt() != CURRENT || !stored.has("lines")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    json.readerFor(VisualRequirements.class)
                            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .readValue(stored.traverse(json)));
        } catch (JsonProcessingException ofSomebodyElse) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A document that people have changed may leave lists out.
    @SuppressWarnings("NullAway")
    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
