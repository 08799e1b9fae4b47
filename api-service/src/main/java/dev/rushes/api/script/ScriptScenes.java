package dev.rushes.api.script;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.api.script.detection.DetectedScene;
import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.EnergyLevel;
import dev.rushes.common.show.Script;
import dev.rushes.common.show.ScriptMetadata;
import dev.rushes.common.show.ScriptSceneType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes the scenes of a script. They change together, under the script's own version. */
@ApplicationScoped
class ScriptScenes {
    private final PagedRows rows;
    private final FindScripts scripts;
    private final StoreScript storing;
    private final ObjectMapper json;

    ScriptScenes(PagedRows rows, FindScripts scripts, StoreScript storing, ObjectMapper json) {
        this.rows = rows;
        this.scripts = scripts;
        this.storing = storing;
        this.json = json;
    }

    /**
     * Scenes with the version that they were read in.
     *
     * @param version of the script
     */
    record Read(Page<MetadataView> page, int version) {}

    @Transactional
    Read list(long script, PageRequest page) {
        return read(FindScripts.existing(script), page);
    }

    @Transactional
    Read replace(long id, @Nullable String ifMatch, MetadataRequest request) {
        Script script = FindScripts.locked(id);
        EntityVersion.require(ifMatch, script.version);
        requireDistinct(request);
        store(script, request.items().stream().map(ScriptScenes::scene).toList(), Instant.now());
        script.version = storing.nextVersion(script);
        Script.flush();
        return read(script, PageRequest.of(null, null));
    }

    /**
     * Writes what an analysis found, in place of what was there. False, and nothing changes, where the script has another
     * text by now.
     *
     * @param read what was analysed
     * @throws ProblemException 404 where the script is gone, 409 where it does not allow its analysis any more, or somebody
     *     has written its scenes meanwhile: what a person wrote last stays
     */
    @Transactional
    boolean found(long id, AnalyseScript.Texts.Newest read, List<DetectedScene> found, Instant at) {
        Script script = FindScripts.locked(id);
        AnalyseScript.requireEnabled(script);
        if (scripts.latest(script).number() != read.version()) {
            return false;
        }
        if (isEdited(script, read.scenes())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The script's scenes were edited while it was analysed, and stay as they are;"
                            + " start the analysis again to replace them.");
        }
        Instant analyzedAt = at.truncatedTo(ChronoUnit.MICROS);
        store(script, found.stream().map(this::row).toList(), analyzedAt);
        script.lastAnalyzedAt = analyzedAt;
        script.version = storing.nextVersion(script);
        Script.flush();
        return true;
    }

    /** Rows of a script's scenes. Every writing makes rows of its own. */
    static Set<UUID> rows(Script script) {
        return new HashSet<>(
                Script.getEntityManager()
                        .createQuery(
                                "select scene.id from ScriptMetadata scene where scene.script = :script",
                                UUID.class)
                        .setParameter("script", script)
                        .getResultList());
    }

    /** Whether a person has written its scenes since they were read. The rows of an analysis begin at its own time. */
    private static boolean isEdited(Script script, Set<UUID> read) {
        Instant analyzedAt = script.lastAnalyzedAt;
        return !rows(script).equals(read)
                && (analyzedAt == null
                        || ScriptMetadata.count(
                                        "script = ?1 and createdAt = ?2", script, analyzedAt)
                                == 0);
    }

    private static void store(Script script, List<ScriptMetadata> scenes, Instant at) {
        ScriptMetadata.delete("script.id", FindScripts.id(script));
        // A microsecond apart, so that lists keep the order of the script.
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < scenes.size(); i++) {
            ScriptMetadata scene = scenes.get(i);
            scene.script = script;
            scene.createdAt = now.plus(i, ChronoUnit.MICROS);
            scene.persist();
        }
    }

    private ScriptMetadata row(DetectedScene found) {
        ScriptMetadata scene = new ScriptMetadata();
        scene.sceneName = found.name();
        scene.sceneType = found.type();
        scene.durationTargetSeconds = found.targetSeconds();
        scene.energyLevel = found.energy();
        scene.estimatedClipsNeeded = found.clipsNeeded();
        scene.visualRequirements = json.valueToTree(found.requirements());
        return scene;
    }

    private Read read(Script script, PageRequest page) {
        return new Read(
                rows.page(
                        ScriptMetadata.class,
                        RowFilter.all().equal("row.script.id", FindScripts.id(script)),
                        page,
                        PagedRows.Order.OLDEST_FIRST,
                        MetadataView::of),
                script.version);
    }

    private static ScriptMetadata scene(MetadataRequest.Item item) {
        ScriptMetadata scene = new ScriptMetadata();
        scene.sceneName = item.sceneId().strip();
        scene.sceneType = ScriptSceneType.valueOf(item.sceneType().toUpperCase(Locale.ROOT));
        scene.durationTargetSeconds =
                item.durationTargetSeconds() == null
                        ? null
                        : item.durationTargetSeconds().setScale(2, RoundingMode.HALF_UP);
        scene.energyLevel =
                item.energyLevel() == null
                        ? null
                        : EnergyLevel.valueOf(item.energyLevel().toUpperCase(Locale.ROOT));
        scene.estimatedClipsNeeded = item.estimatedClipsNeeded();
        scene.visualRequirements = item.visualRequirements();
        return scene;
    }

    private static void requireDistinct(MetadataRequest request) {
        Set<String> names = new HashSet<>();
        List<Problem.Fault> faults = new ArrayList<>();
        for (int i = 0; i < request.items().size(); i++) {
            if (!names.add(request.items().get(i).sceneId().strip())) {
                faults.add(
                        new Problem.Fault("/items/" + i + "/sceneId", "is in the script already"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The request is not valid.", faults);
        }
    }
}
