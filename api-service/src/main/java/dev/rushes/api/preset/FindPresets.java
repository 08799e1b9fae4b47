package dev.rushes.api.preset;

import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.layer.LayerPreset;
import dev.rushes.common.layer.PresetCategory;
import dev.rushes.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds presets; deleted ones are not there. */
@ApplicationScoped
public class FindPresets {
    private final PagedRows rows;

    FindPresets(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<PresetView> list(@Nullable PresetCategory category, PageRequest page) {
        return rows.page(
                LayerPreset.class,
                RowFilter.all().holding("row.deletedAt is null").equal("row.category", category),
                page,
                PagedRows.Order.OLDEST_FIRST,
                PresetView::withoutTemplate);
    }

    @Transactional
    PresetView one(UUID id) {
        return PresetView.of(existing(id));
    }

    /** The preset, within the caller's transaction. */
    public static Optional<LayerPreset> find(UUID id) {
        return LayerPreset.<LayerPreset>findByIdOptional(id)
                .filter(preset -> preset.deletedAt == null);
    }

    /** Within the caller's transaction. */
    static LayerPreset existing(UUID id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("layer preset", id));
    }
}
