package dev.rushes.api.scene;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.api.page.PagedRows;
import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Page;
import dev.rushes.common.http.PageRequest;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Finds scenes. */
@ApplicationScoped
public class FindScenes {
    private final PagedRows rows;

    FindScenes(PagedRows rows) {
        this.rows = rows;
    }

    @Transactional
    Page<SceneView> list(UUID episodeId, PageRequest page) {
        return rows.page(
                Scene.class,
                RowFilter.all().equal("row.episode", FindEpisodes.existing(episodeId)),
                page,
                PagedRows.Order.OLDEST_FIRST,
                SceneView::of);
    }

    @Transactional
    SceneView one(UUID id) {
        return SceneView.of(existing(id));
    }

    @Transactional
    SceneView analysed(UUID id) {
        return SceneView.analysed(existing(id));
    }

    /**
     * The scene, within the caller's transaction.
     *
     * @throws ProblemException 404 where there is none
     */
    public static Scene existing(UUID id) {
        return existing(id, LockModeType.NONE);
    }

    /** The scene, locked until the caller's transaction ends. */
    public static Scene locked(UUID id) {
        return existing(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private static Scene existing(UUID id, LockModeType lock) {
        return Scene.<Scene>findByIdOptional(id, lock)
                .filter(scene -> scene.episode == null || scene.episode.deletedAt == null)
                .filter(Caller.current()::sees)
                .orElseThrow(() -> ProblemException.notFound("scene", id));
    }
}
