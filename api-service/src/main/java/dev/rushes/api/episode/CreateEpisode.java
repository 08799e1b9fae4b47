package dev.rushes.api.episode;

import dev.rushes.api.show.FindShows;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.show.Episode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;

@ApplicationScoped
class CreateEpisode {
    private final EntityManager database;

    CreateEpisode(EntityManager database) {
        this.database = database;
    }

    @Transactional
    EpisodeView create(EpisodeRequest request) {
        Episode episode = new Episode();
        // Locked against a deletion that has just counted its episodes.
        episode.show =
                FindShows.found(request.showId(), LockModeType.PESSIMISTIC_READ)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.INVALID,
                                        "The request is not valid.",
                                        List.of(
                                                new Problem.Fault(
                                                        "/showId", "there is no such show"))));
        episode.title = request.title().strip();
        episode.seasonNumber = request.seasonNumber();
        episode.episodeNumber = request.episodeNumber();
        episode.aiEditEnabled = Boolean.TRUE.equals(request.aiEditEnabled());
        episode.persistAndFlush();
        // The status is the database's to set.
        database.refresh(episode);
        return EpisodeView.of(episode);
    }
}
