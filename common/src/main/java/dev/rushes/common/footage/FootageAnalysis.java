package dev.rushes.common.footage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a take looks and sounds like from its start to its end. It lies in {@code scenes.raw_footage_metadata} under
 * {@value #FIELD}. All times are source seconds as in edit plans: 0 is the first decodable frame (the first sample where
 * there is no picture).
 *
 * @param version of this document; readers take no other than {@value #VERSION}
 * @param durationSeconds length of the take
 * @param picture null where there is none
 * @param sound null where there is none
 * @param pictures keys of what was drawn of it, in the processed bucket
 * @param notes what a reader should know, such as that a list was cut at its cap; for people
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FootageAnalysis(
        int version,
        double durationSeconds,
        @Nullable Picture picture,
        @Nullable Sound sound,
        Pictures pictures,
        List<String> notes) {
    public static final int VERSION = 1;

    /** Its name beside what the probe found. */
    public static final String FIELD = "analysis";

    /** The longest that a list of shots, spans or keyframes becomes; the notes say where one was cut. */
    public static final int MOST = 5_000;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public FootageAnalysis {
        if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + " is not known");
        }
        if (!(durationSeconds >= 0)) {
            throw new IllegalArgumentException("no length: " + durationSeconds);
        }
        notes = List.copyOf(notes);
    }

    /**
     * The picture, measured on frames that are decoded anyway and reduced.
     *
     * @param analysedRate frames a second that were looked at; a change of shots is known to one of them
     * @param analysedWidth pixels of the reduced frame
     * @param analysedHeight likewise
     * @param shots in order, without gaps
     * @param black at least 0.1 s in which 98 % of the picture is darker than a tenth
     * @param frozen at least 1 s in which nothing moves
     * @param sharpness 0 (blurred) to 1 (sharp), measured at full size; about 0.3 and less is out of focus
     * @param brightness mean of the picture, 0 (black) to 1 (white)
     * @param darkShare part of all pixels that is black, 0 to 1
     * @param brightShare part of all pixels that is white, 0 to 1
     * @param shake how far the camera leaves a smooth path, in hundredths of the picture's width, root mean square;
     *     about 0.1 on a tripod, 0.3 and more is seen
     * @param keyframes where a player can begin
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Picture(
            double analysedRate,
            int analysedWidth,
            int analysedHeight,
            List<Shot> shots,
            List<Span> black,
            List<Span> frozen,
            Series sharpness,
            Series brightness,
            double darkShare,
            double brightShare,
            Series shake,
            List<Double> keyframes) {
        public Picture {
            shots = List.copyOf(shots);
            black = List.copyOf(black);
            frozen = List.copyOf(frozen);
            keyframes = List.copyOf(keyframes);
            share(darkShare);
            share(brightShare);
        }
    }

    /**
     * The sound, all channels together.
     *
     * @param silence at least 0.1 s below the threshold, edges to 5 ms: the pauses between phrases, and head and tail
     * @param speech phrases: stretches between silences that sound like a voice, edges to 5 ms
     * @param silenceThresholdDb dBFS (RMS of 5 ms) below which it is silence; adapts to the noise floor
     * @param noiseFloorDb dBFS RMS of the quietest tenth; -90 for digital silence
     * @param integratedLufs EBU R 128; null under 0.4 s or below the gate
     * @param truePeakDb dBTP; null for digital silence
     * @param clippedShare part of the samples that belongs to a run of at least three at full scale, 0 to 1
     * @param clipped at most 100 stretches in which that happens, joined over 0.1 s
     * @param level dBFS RMS
     * @param musicShare part of what is not silent that sounds like music, 0 to 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sound(
            List<Span> silence,
            List<Span> speech,
            double silenceThresholdDb,
            double noiseFloorDb,
            @Nullable Double integratedLufs,
            @Nullable Double truePeakDb,
            double clippedShare,
            List<Span> clipped,
            Series level,
            double musicShare) {
        public Sound {
            silence = List.copyOf(silence);
            speech = List.copyOf(speech);
            clipped = List.copyOf(clipped);
            share(clippedShare);
            share(musicShare);
        }
    }

    /**
     * What was drawn, by key in the processed bucket; null where there is nothing to draw.
     *
     * @param waveform PNG, the whole take from left to right
     * @param thumbnails JPEG, one row after the other from the top left
     * @param grid how the thumbnails lie; null without them
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pictures(
            @Nullable String waveform, @Nullable String thumbnails, @Nullable Grid grid) {
        public static final Pictures NONE = new Pictures(null, null, null);
    }

    /**
     * A picture of many small ones.
     *
     * @param width pixels of one
     * @param height pixels of one
     * @param step seconds from one to the next; the first shows the take's start
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Grid(int columns, int count, int width, int height, double step) {}

    /** The same with what was drawn of it. */
    public FootageAnalysis with(Pictures drawn) {
        return new FootageAnalysis(version, durationSeconds, picture, sound, drawn, notes);
    }

    /**
     * What a scene's metadata hold; empty where the take was analysed by an older version, or not yet.
     *
     * @param metadata {@code scenes.raw_footage_metadata}
     */
    public static Optional<FootageAnalysis> of(@Nullable JsonNode metadata) {
        JsonNode document = metadata == null ? null : metadata.get(FIELD);
        if (document == null || document.path("version").asInt() != VERSION) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.treeToValue(document, FootageAnalysis.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** As it is stored. */
    public JsonNode toJson() {
        return JSON.valueToTree(this);
    }

    private static void share(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("no share: " + value);
        }
    }
}
