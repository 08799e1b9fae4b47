package dev.rushes.api.plan.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.plan.structure.Programme;
import dev.rushes.common.plan.structure.Xfade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan laid out in frames.
 *
 * @param rate frames a second
 * @param document the plan's edit structure
 * @param media what is known of each take, by key
 */
public record CutList(
        String title,
        Rational rate,
        int width,
        int height,
        JsonNode document,
        List<Cut> cuts,
        Map<String, Media> media) {
    static final String CUT = "cut";

    public CutList {
        cuts = List.copyOf(cuts);
        media = Map.copyOf(media);
    }

    /**
     * A take.
     *
     * @param name the file's
     * @param seconds null where its length is not known
     * @param camera what the camera's clock showed at its first frame; null where its file does not say
     */
    public record Media(
            String name, @Nullable Rational seconds, boolean sound, @Nullable CameraTime camera) {}

    /**
     * One clip in its place.
     *
     * @param scene index of its scene in the document
     * @param node the clip as the document has it
     * @param in source second at which it begins
     * @param out source second at which it ends, exclusive
     * @param frames in the programme, overlaps at both ends included
     * @param transition how it begins: the name of an overlapping transition, or cut
     * @param overlap frames of that transition
     */
    record Cut(
            int scene,
            JsonNode node,
            String s3Key,
            Rational in,
            Rational out,
            Rational speed,
            long frames,
            String transition,
            long overlap,
            long fadeIn,
            long fadeOut) {}

    /** Lays a plan out. */
    public static CutList of(
            String title,
            Rational rate,
            int width,
            int height,
            JsonNode document,
            Programme programme,
            Map<String, Media> media) {
        List<Cut> cuts = new ArrayList<>();
        for (Programme.Part part : programme.parts()) {
            Programme.OverlapIn overlap = part.overlap();
            cuts.add(
                    new Cut(
                            part.scene(),
                            document.at(part.clip().pointer()),
                            part.clip().s3Key(),
                            part.in(),
                            part.out(),
                            part.clip().speed(),
                            frames(part.length(), rate),
                            overlap == null ? CUT : name(overlap.effect()),
                            overlap == null ? 0 : frames(overlap.duration(), rate),
                            part.fadeIn().signum() == 0 ? 0 : frames(part.fadeIn(), rate),
                            part.fadeOut().signum() == 0 ? 0 : frames(part.fadeOut(), rate)));
        }
        return new CutList(title, rate, width, height, document, cuts, media);
    }

    private static String name(Xfade effect) {
        for (String name : Xfade.planNames()) {
            if (Xfade.named(name).filter(effect::equals).isPresent()) {
                return name;
            }
        }
        throw new IllegalStateException("a transition without a name");
    }

    private static long frames(Rational seconds, Rational rate) {
        return Math.max(1, seconds.times(rate).roundHalfUp());
    }

    /** Overlapping frames with the next one. */
    long overlapAfter(int index) {
        return index + 1 < cuts.size() ? cuts.get(index + 1).overlap() : 0;
    }

    /** Frames of the programme. */
    long length() {
        return cuts.stream().mapToLong(cut -> cut.frames() - cut.overlap()).sum();
    }

    Media media(String key) {
        Media known = media.get(key);
        return known == null
                ? new Media(key.substring(key.lastIndexOf('/') + 1), null, true, null)
                : known;
    }

    /** Number of a take's first frame by the camera's clock, at the rate of the list; 0 where that is not known. */
    long first(String key) {
        CameraTime camera = media(key).camera();
        return camera == null ? 0 : camera.first(rate);
    }

    /** Of a scene of the document, without its clips. */
    static ObjectNode sceneOnly(JsonNode scene) {
        ObjectNode only = scene.deepCopy();
        only.remove("clips");
        return only;
    }

    /** Why a clip was chosen; empty where nobody says. */
    static String reason(Cut cut) {
        return cut.node().path("reason").asText("");
    }

    /** Other takes of a clip, best first, by their keys; what is no key is left out. */
    static List<String> alternates(Cut cut) {
        List<String> keys = new ArrayList<>();
        for (JsonNode alternate : cut.node().path("alternates")) {
            String key =
                    alternate.isTextual() ? alternate.asText() : alternate.path("s3Key").asText("");
            if (!key.isBlank() && !keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }
}
