package dev.rushes.api.scene;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.page.PagedRows;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
class FindScenes {
    private final PagedRows rows;

    FindScenes(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<SceneView> list(UUID episodeId, PageRequest page) {
        return rows.page(
                Scene.class,
                "row.episode = :episode",
                Map.of("episode", FindEpisodes.existing(episodeId)),
                page,
                PagedRows.Order.OLDEST_FIRST,
                SceneView::of);
    }

    @Transactional
    SceneView one(UUID id) {
        return SceneView.of(existing(id));
    }

    /** Within the caller's transaction. */
    static Scene existing(UUID id) {
        return Scene.<Scene>findByIdOptional(id)
                .filter(scene -> scene.episode == null || scene.episode.deletedAt == null)
                .orElseThrow(() -> ProblemException.notFound("scene", id));
    }
}
