package dev.rushes.api.scene;

import dev.rushes.api.episode.FindEpisodes;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class CreateScene {
    @Transactional
    SceneView create(UUID episodeId, SceneRequest request) {
        Scene scene = new Scene();
        scene.episode = FindEpisodes.existing(episodeId);
        scene.name = request.name().strip();
        scene.sceneNumber = request.sceneNumber();
        scene.type = request.type();
        scene.persistAndFlush();
        return SceneView.of(scene);
    }
}
