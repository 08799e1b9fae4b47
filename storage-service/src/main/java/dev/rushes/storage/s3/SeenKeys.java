package dev.rushes.storage.s3;

import dev.rushes.common.security.Caller;
import dev.rushes.common.show.Episode;
import dev.rushes.common.training.TrainingVideo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which keys the caller may know of. A key says what it belongs to: a show, an episode and so its show, or a training
 * video. Segments belong to whatever showed them once, so only those see them who see every show; so it is with what is
 * left of an episode that is gone.
 */
@ApplicationScoped
class SeenKeys {
    private static final Pattern OWNED =
            Pattern.compile("(shows|episodes)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.+");
    private static final String TRAINING = "youtube/";

    private final Caller caller;

    SeenKeys(Caller caller) {
        this.caller = caller;
    }

    /** Whether the caller sees all of them anyway, so that none has to be looked up. */
    boolean all() {
        return caller.shows().isEmpty();
    }

    @Transactional
    boolean has(String key) {
        return of(Set.of(key)).contains(key);
    }

    /** Those of {@code keys} that the caller sees. */
    @Transactional
    Set<String> of(Collection<String> keys) {
        if (all()) {
            return Set.copyOf(keys);
        }
        Set<String> seen = new HashSet<>();
        Set<UUID> seenEpisodes = new HashSet<>();
        Set<UUID> hiddenEpisodes = new HashSet<>();
        for (String key : keys) {
            Matcher owner = OWNED.matcher(key);
            boolean visible;
            if (!owner.matches()) {
                visible = key.startsWith(TRAINING) && seesTraining(key);
            } else {
                UUID id = UUID.fromString(owner.group(2));
                if (owner.group(1).equals("shows")) {
                    visible = caller.sees(id);
                } else {
                    if (!seenEpisodes.contains(id) && !hiddenEpisodes.contains(id)) {
                        (seesEpisode(id) ? seenEpisodes : hiddenEpisodes).add(id);
                    }
                    visible = seenEpisodes.contains(id);
                }
            }
            if (visible) {
                seen.add(key);
            }
        }
        return seen;
    }

    private boolean seesEpisode(UUID id) {
        return Episode.<Episode>findByIdOptional(id)
                .filter(episode -> episode.deletedAt == null)
                .filter(caller::sees)
                .isPresent();
    }

    /** A training video without a row or a show is for all shows. */
    private boolean seesTraining(String key) {
        return TrainingVideo.<TrainingVideo>find("s3Key", key).stream().allMatch(caller::sees);
    }
}
