package dev.rushes.api.scene;

import dev.rushes.api.download.PresignedUrl;
import dev.rushes.api.download.PresignedUrls;
import dev.rushes.common.http.Page;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.BucketRole;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives scenes the URLs of their posters; a page of scenes must not wait for a storage-service that is away. */
@ApplicationScoped
class PosterUrls {
    /** What a page needs to show its pictures; beyond that the URL is asked for anew. */
    private static final Duration LEAST_LIFE = Duration.ofMinutes(10);

    private static final Duration ASKED_LIFE = Duration.ofHours(1);

    /** After a failure nobody asks again for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int MOST_KEPT = 10_000;

    private final PresignedUrls urls;
    private final Map<String, PresignedUrl> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, PresignedUrl> eldest) {
                            return size() > MOST_KEPT;
                        }
                    });
    private volatile Instant notBefore = Instant.MIN;

    PosterUrls(PresignedUrls urls) {
        this.urls = urls;
    }

    Page<SceneView> in(Page<SceneView> page) {
        return new Page<>(page.items().stream().map(this::in).toList(), page.next());
    }

    SceneView in(SceneView scene) {
        PresignedUrl url = scene.posterKey() == null ? null : url(scene.posterKey());
        return url == null ? scene : scene.withPosterUrl(url.url());
    }

    /** The URL of another picture of a take; null without a key, and while storage-service is away. */
    @Nullable URI of(@Nullable String key) {
        PresignedUrl url = key == null ? null : url(key);
        return url == null ? null : url.url();
    }

    private @Nullable PresignedUrl url(String key) {
        Instant now = Instant.now();
        PresignedUrl kept = known.get(key);
        if (kept != null && kept.expiresAt().isAfter(now.plus(LEAST_LIFE))) {
            return kept;
        }
        if (now.isBefore(notBefore)) {
            return null;
        }
        try {
            PresignedUrl fresh = urls.of(BucketRole.PROCESSED_VIDEOS, key, ASKED_LIFE, null);
            known.put(key, fresh);
            return fresh;
        } catch (ProblemException e) {
            notBefore = now.plus(PAUSE);
            return null;
        }
    }
}
