package dev.rushes.render.job;

import dev.rushes.common.plan.structure.SourceCatalog;
import dev.rushes.render.media.MediaInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a plan may refer to: the takes and scenes of its episode and the assets of its show. */
record EpisodeFootage(Map<String, Take> takes, Set<UUID> scenes) implements SourceCatalog {
    EpisodeFootage {
        takes = Map.copyOf(takes);
        scenes = Set.copyOf(scenes);
    }

    @Override
    public Optional<Source> source(String s3Key) {
        return take(s3Key)
                .map(take ->
                        take.info() == null || take.unusable() != null
                                ? new Source(null, take.unusable())
                                : take.info().source());
    }

    @Override
    public boolean hasScene(UUID sceneId) {
        return scenes.contains(sceneId);
    }

    Optional<Take> take(String s3Key) {
        return Optional.ofNullable(takes.get(s3Key));
    }

    /** The same with what was measured since. */
    EpisodeFootage with(Map<String, MediaInfo> measured) {
        Map<String, Take> known = new HashMap<>(takes);
        measured.forEach((key, info) -> {
            @Nullable Take take = takes.get(key);
            if (take != null) {
                known.put(key, new Take(take.object(), info, take.unusable()));
            }
        });
        return new EpisodeFootage(known, scenes);
    }
}
