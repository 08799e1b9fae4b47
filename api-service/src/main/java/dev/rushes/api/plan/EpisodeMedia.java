package dev.rushes.api.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.api.plan.interchange.CameraTime;
import dev.rushes.api.plan.interchange.CutList.Media;
import dev.rushes.api.plan.interchange.MediaNames;
import dev.rushes.common.plan.Rational;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the takes of an episode are called elsewhere. Read once, within a transaction. */
final class EpisodeMedia implements MediaNames {
    private static final Rational FALLBACK_RATE = Rational.of(30);

    private final Map<String, Media> byKey = new HashMap<>();
    private final Map<String, Rational> rates = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    EpisodeMedia(Episode episode, EpisodeFootage footage) {
        for (Scene scene : Scene.<Scene>list("episode.id", episode.id)) {
            String key = scene.rawFootageKey();
            if (key == null) {
                continue;
            }
            JsonNode metadata = scene.rawFootageMetadata();
            boolean sound = metadata == null || !metadata.path("audio").isNull();
            Optional<Rational> own = rate(metadata);
            CameraTime camera =
                    own.flatMap(rate ->
                                    CameraTime.of(
                                            metadata == null
                                                    ? ""
                                                    : metadata.path("timecode").asText(""),
                                            rate))
                            .orElse(null);
            add(
                    key,
                    new Media(
                            scene.sourceFilename == null || scene.sourceFilename.isBlank()
                                    ? last(key)
                                    : scene.sourceFilename,
                            footage.length(key).orElse(null),
                            sound,
                            camera));
            own.ifPresent(rate -> rates.put(key, rate));
        }
        // Takes that were replaced stay for the plans that use them; a name alone means the new
        // one.
        for (Upload upload :
                Upload.<Upload>list(
                        "status = ?1 and kind = ?2 and episode.id = ?3",
                        UploadStatus.STORED,
                        UploadKind.RAW_FOOTAGE,
                        episode.id)) {
            byKey.computeIfAbsent(
                    upload.s3Key,
                    key -> new Media(last(key), footage.length(key).orElse(null), true, null));
        }
    }

    private void add(String key, Media media) {
        byKey.put(key, media);
        for (String called : List.of(media.name(), last(key))) {
            String other = byName.put(called, key);
            if (other != null && !other.equals(key)) {
                ambiguous.add(called);
            }
        }
    }

    Map<String, Media> all() {
        return byKey;
    }

    /** Frames a second of a take, by which a plan counts that says nothing else. */
    Rational rate(String key) {
        Rational rate = rates.getOrDefault(key, FALLBACK_RATE);
        return rate.compareTo(Rational.of(10)) < 0 || rate.compareTo(Rational.of(60)) > 0
                ? FALLBACK_RATE
                : rate;
    }

    @Override
    public Optional<String> key(String name) {
        if (byKey.containsKey(name)) {
            return Optional.of(name);
        }
        String plain = decoded(name);
        int episodes = plain.indexOf("episodes/");
        if (episodes >= 0 && byKey.containsKey(plain.substring(episodes))) {
            return Optional.of(plain.substring(episodes));
        }
        String file = last(plain.replace('\\', '/'));
        return ambiguous.contains(file) ? Optional.empty() : Optional.ofNullable(byName.get(file));
    }

    @Override
    public Optional<CameraTime> camera(String key) {
        return Optional.ofNullable(byKey.get(key)).map(Media::camera);
    }

    private static Optional<Rational> rate(@Nullable JsonNode metadata) {
        String text = metadata == null ? "" : metadata.path("video").path("frameRate").asText("");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Rational.parse(text));
        } catch (NumberFormatException ofAStudio) {
            return Optional.empty();
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String decoded(String address) {
        try {
            return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return address;
        }
    }
}
