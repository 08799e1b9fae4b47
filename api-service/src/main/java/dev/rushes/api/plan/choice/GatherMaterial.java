package dev.rushes.api.plan.choice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.planner.Material;
import dev.rushes.api.planner.Material.Habits;
import dev.rushes.api.planner.Material.Overlaid;
import dev.rushes.api.planner.Material.Scripted;
import dev.rushes.api.planner.Material.Take;
import dev.rushes.api.planner.Material.Taste;
import dev.rushes.api.planner.Pacing;
import dev.rushes.api.script.detection.VisualRequirements;
import dev.rushes.api.training.LearnStyle;
import dev.rushes.api.training.StyleProfile;
import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.layer.SceneLayerConfiguration;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.AnalysisStatus;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptMetadata;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.storage.UploadStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a planner has to work with, within the caller's transaction. */
@ApplicationScoped
public class GatherMaterial {
    /** Share of a show's videos, by length, that makes a rhythm its own. */
    private static final double PREVAILS = 0.6;

    private final LearnStyle styles;
    private final ObjectMapper json;

    GatherMaterial(LearnStyle styles, ObjectMapper json) {
        this.styles = styles;
        this.json = json;
    }

    /**
     * Of an episode.
     *
     * @throws ProblemException 409 where nothing can be planned with it: no-takes, footage-not-analysed
     */
    public Material of(Episode episode) {
        List<Scene> scenes = usable(episode);
        return new Material(
                episode.title == null ? "" : episode.title,
                episode.show == null ? null : episode.show.name,
                takes(scenes),
                script(episode),
                presets(episode),
                music(episode),
                logo(episode),
                episode.show == null ? Habits.NONE : habits(styles.of(episode.show.id)));
    }

    /** Rows with footage whose analysis is there; takes that cannot be read are left out. */
    private static List<Scene> usable(Episode episode) {
        List<Scene> footage =
                Scene.list(
                        "episode.id = ?1 and rawFootageKey is not null order by createdAt, id",
                        episode.id);
        if (footage.isEmpty()) {
            throw new ProblemException(
                    ProblemType.NO_TAKES, "Upload takes to the episode's scenes first.");
        }
        List<String> waiting = new ArrayList<>();
        List<Scene> usable = new ArrayList<>();
        for (Scene scene : footage) {
            if (scene.analysisStatus() == AnalysisStatus.FAILED) {
                continue;
            }
            if (scene.analysisStatus() == AnalysisStatus.DONE
                    && FootageAnalysis.of(scene.rawFootageMetadata()).isPresent()) {
                usable.add(scene);
            } else {
                waiting.add(scene.id.toString());
            }
        }
        if (!waiting.isEmpty()) {
            throw new ProblemException(
                    ProblemType.FOOTAGE_NOT_ANALYSED,
                    "The takes of these scenes are not analysed: "
                            + String.join(", ", waiting.subList(0, Math.min(10, waiting.size())))
                            + (waiting.size() > 10 ? " and more" : "")
                            + ". Wait, or start it with POST /scenes/{id}/analysis.");
        }
        if (usable.isEmpty()) {
            throw new ProblemException(
                    ProblemType.NO_TAKES, "None of the episode's takes could be analysed.");
        }
        return usable;
    }

    private static List<Take> takes(List<Scene> scenes) {
        Map<UUID, JsonNode> layers = new HashMap<>();
        SceneLayerConfiguration.<SceneLayerConfiguration>list("scene in ?1", scenes)
                .forEach(own -> layers.put(own.scene.id, own.layers));
        return scenes.stream().map(scene -> take(scene, layers.get(scene.id))).toList();
    }

    private static Take take(Scene scene, @Nullable JsonNode layers) {
        JsonNode metadata = scene.rawFootageMetadata();
        JsonNode video =
                metadata == null
                        ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                        : metadata.path("video");
        String key = scene.rawFootageKey() == null ? "" : scene.rawFootageKey();
        return new Take(
                scene.id,
                key,
                scene.name == null ? scene.id.toString() : scene.name,
                scene.sceneNumber,
                scene.type == null || scene.type.isBlank()
                        ? null
                        : scene.type.toLowerCase(Locale.ROOT),
                scene.takeNumber,
                scene.sourceFilename == null
                        ? key.substring(key.lastIndexOf('/') + 1)
                        : scene.sourceFilename,
                video.path("displayWidth").asInt(),
                video.path("displayHeight").asInt(),
                FootageAnalysis.of(metadata).orElseThrow(),
                scene.aiSelected && scene.aiConfidenceScore == null ? "a person" : null,
                layers);
    }

    private List<Scripted> script(Episode episode) {
        // The script that was analysed last; another one may be a draft.
        List<Script> scripts =
                Script.list(
                        "from Script s where s.episode.id = ?1 and exists"
                                + " (select 1 from ScriptMetadata m where m.script = s)",
                        episode.id);
        Script newest = null;
        for (Script script : scripts) {
            if (newest == null || isLater(script, newest)) {
                newest = script;
            }
        }
        if (newest == null) {
            return List.of();
        }
        return ScriptMetadata.<ScriptMetadata>list("script = ?1 order by createdAt, id", newest)
                .stream()
                .map(this::scripted)
                .toList();
    }

    private static boolean isLater(Script script, Script other) {
        if (script.lastAnalyzedAt == null || other.lastAnalyzedAt == null) {
            return script.lastAnalyzedAt != null
                    || (other.lastAnalyzedAt == null && id(script) > id(other));
        }
        return script.lastAnalyzedAt.isAfter(other.lastAnalyzedAt);
    }

    private static long id(Script script) {
        return script.id == null ? 0 : script.id;
    }

    private Scripted scripted(ScriptMetadata row) {
        VisualRequirements found =
                VisualRequirements.read(json, row.visualRequirements).orElse(null);
        return new Scripted(
                row.sceneName,
                found == null ? null : found.heading(),
                found == null ? null : found.title().orElse(null),
                row.sceneType,
                row.durationTargetSeconds == null ? null : row.durationTargetSeconds.doubleValue(),
                row.energyLevel,
                found == null ? 0 : found.spokenWords(),
                found == null ? List.of() : found.speakers(),
                found == null ? 0 : found.lines().from(),
                found == null ? 0 : found.lines().to());
    }

    private static List<Material.Preset> presets(Episode episode) {
        return LayerPreset.<LayerPreset>list(
                        "deletedAt is null order by systemPreset, timesUsed desc, name, id")
                .stream()
                .filter(preset -> isOf(episode, preset.layerTemplate))
                .map(preset ->
                        new Material.Preset(
                                preset.id,
                                preset.name,
                                preset.category.text(),
                                preset.systemPreset,
                                preset.layerTemplate))
                .toList();
    }

    /** A preset may name assets, and those of another show cannot be used. */
    private static boolean isOf(Episode episode, JsonNode template) {
        if (template.isTextual()) {
            return !template.asText().startsWith("shows/")
                    || template.asText().startsWith("shows/" + episode.showId() + "/");
        }
        for (JsonNode part : template) {
            if (!isOf(episode, part)) {
                return false;
            }
        }
        return true;
    }

    private static List<Material.Music> music(Episode episode) {
        return assets(episode, List.of("music")).stream()
                .map(upload -> new Material.Music(upload.s3Key, upload.filename))
                .toList();
    }

    private static @Nullable String logo(Episode episode) {
        return assets(episode, List.of("image", "overlay")).stream()
                .filter(upload -> upload.filename.toLowerCase(Locale.ROOT).contains("logo"))
                .map(upload -> upload.s3Key)
                .findFirst()
                .orElse(null);
    }

    private static List<Upload> assets(Episode episode, List<String> roles) {
        return episode.show == null
                ? List.of()
                : Upload.list(
                        "kind = ?1 and status = ?2 and show = ?3 and role in ?4"
                                + " order by completedAt desc, id",
                        UploadKind.ASSET,
                        UploadStatus.STORED,
                        episode.show,
                        roles);
    }

    private static Habits habits(StyleProfile style) {
        // Most cuts of a video stand within its scenes and say nothing of what stands between them.
        Map<String, Double> gradual = style.videoChanges().followedShares();
        gradual.remove("cut");
        double sum = gradual.values().stream().mapToDouble(share -> share).sum();
        gradual.replaceAll((name, share) -> sum > 0 ? share / sum : 0);
        return new Habits(
                style.inPoint().or(0),
                style.outPoint().or(0),
                Math.max(style.inPoint().samples(), style.outPoint().samples()),
                style.transitions().followedShares(),
                gradual,
                style.averageClip().orNull(),
                taste(style));
    }

    private static Taste taste(StyleProfile style) {
        Map<String, Double> pacing = style.pacing().followedShares();
        return new Taste(
                style.lastTake().or(0) - style.firstTake().or(0),
                style.lastTake().samples(),
                style.music().orNull(),
                Arrays.stream(Pacing.values())
                        .filter(each -> pacing.getOrDefault(each.text(), 0.0) >= PREVAILS)
                        .findFirst()
                        .orElse(null),
                new Overlaid(
                        style.textsPerMinute().orNull(),
                        style.textSeconds().orNull(),
                        style.overlayShare().orNull(),
                        style.textPlaces().followedShares().entrySet().stream()
                                .max(Map.Entry.comparingByValue())
                                .map(Map.Entry::getKey)
                                .orElse(null)));
    }
}
