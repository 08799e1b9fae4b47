package dev.rushes.api.scene;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.show.Scene;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EditScene {
    private final JsonBodyReader body;

    EditScene(JsonBodyReader body) {
        this.body = body;
    }

    @Transactional
    SceneView edit(UUID id, @Nullable String ifMatch, @Nullable JsonNode patch) {
        Scene scene = FindScenes.existing(id);
        EntityVersion.require(ifMatch, scene.version);
        SceneRequest wanted =
                body.patched(
                        new SceneRequest(scene.name, scene.sceneNumber, scene.type),
                        patch,
                        SceneRequest.class);
        scene.name = wanted.name().strip();
        scene.sceneNumber = wanted.sceneNumber();
        scene.type = wanted.type();
        Scene.flush();
        return SceneView.of(scene);
    }
}
