package dev.rushes.storage;

import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Show;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.UUID;

/** Shows, episodes and scenes, as api-service would make them. */
public final class Studio {
    private Studio() {}

    /** An episode of a new show with one scene. */
    public record Set(UUID showId, UUID episodeId, UUID sceneId) {}

    public static Set newSet() {
        return QuarkusTransaction.requiringNew()
                .call(() -> {
                    Show show = new Show();
                    show.name = "Show " + show.id;
                    show.slug = "show-" + show.id;
                    show.persist();
                    Episode episode = new Episode();
                    episode.show = show;
                    episode.title = "Pilot";
                    episode.persist();
                    Scene scene = newScene(episode);
                    return new Set(show.id, episode.id, scene.id);
                });
    }

    /** The scene as it is in the database now. */
    public static Scene scene(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> Scene.<Scene>findById(id));
    }

    private static Scene newScene(Episode episode) {
        Scene scene = new Scene();
        scene.episode = episode;
        scene.name = "Intro";
        scene.sceneNumber = 1;
        scene.persist();
        return scene;
    }
}
