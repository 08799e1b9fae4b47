package dev.rushes.api.preset;

import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Creates, rewrites and deletes the presets of a studio; those of Rushes stay as they came. */
@ApplicationScoped
class WritePresets {
    private static final Logger LOG = Logger.getLogger(WritePresets.class);

    @Transactional
    PresetView create(PresetRequest request, String author) {
        CheckedTemplate checked = CheckedTemplate.of(request);
        LayerPreset preset = new LayerPreset();
        write(request, checked, preset);
        preset.createdBy = author;
        preset.persistAndFlush();
        LOG.infof("Layer preset %s created", preset.id);
        return PresetView.checked(preset, checked);
    }

    @Transactional
    PresetView replace(UUID id, @Nullable String ifMatch, PresetRequest request) {
        LayerPreset preset = ownPreset(id);
        EntityVersion.require(ifMatch, preset.version);
        CheckedTemplate checked = CheckedTemplate.of(request);
        write(request, checked, preset);
        LayerPreset.flush();
        return PresetView.checked(preset, checked);
    }

    /** Scenes that it was applied to keep their layers. */
    @Transactional
    void delete(UUID id) {
        ownPreset(id).deletedAt = Instant.now();
        LOG.infof("Layer preset %s deleted", id);
    }

    private static LayerPreset ownPreset(UUID id) {
        LayerPreset preset = FindPresets.existing(id);
        if (preset.systemPreset) {
            throw new ProblemException(
                    ProblemType.WRONG_STATE,
                    "This preset came with Rushes and is read-only; make one of your own from its"
                            + " template.");
        }
        return preset;
    }

    private static void write(PresetRequest request, CheckedTemplate checked, LayerPreset preset) {
        preset.name = request.name().strip();
        preset.description = request.description();
        preset.category = request.knownCategory();
        preset.layerTemplate = request.layerTemplate();
        preset.placeholders = PresetView.names(checked.placeholders());
        preset.previewUrl = request.previewUrl();
    }
}
