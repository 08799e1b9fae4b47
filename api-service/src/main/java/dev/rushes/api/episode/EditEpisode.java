package dev.rushes.api.episode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.http.JsonBodyReader;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class EditEpisode {
    private final JsonBodyReader body;

    EditEpisode(JsonBodyReader body) {
        this.body = body;
    }

    @Transactional
    EpisodeView edit(UUID id, @Nullable String ifMatch, @Nullable JsonNode patch) {
        Episode episode = FindEpisodes.existing(id);
        EntityVersion.require(ifMatch, episode.version);
        EpisodeEdit wanted =
                body.patched(
                        new EpisodeEdit(
                                episode.title,
                                episode.seasonNumber,
                                episode.episodeNumber,
                                episode.aiEditEnabled),
                        patch,
                        EpisodeEdit.class);
        episode.title = wanted.title().strip();
        episode.seasonNumber = wanted.seasonNumber();
        episode.episodeNumber = wanted.episodeNumber();
        episode.aiEditEnabled = wanted.aiEditEnabled();
        Episode.flush();
        return EpisodeView.of(episode);
    }
}
