package dev.rushes.storage.finalvideo;

import dev.rushes.common.show.FinalVideos;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.s3.ObjectStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets episodes say that their final video is gone: once a day for all of them, and at once where one is asked for. */
@Singleton
public class ExpireFinalVideos {
    private static final Logger LOG = Logger.getLogger(ExpireFinalVideos.class);
    private static final int PAGE = 200;

    private final FinalVideos videos;
    private final ObjectStore objects;

    ExpireFinalVideos(FinalVideos videos, ObjectStore objects) {
        this.videos = videos;
        this.objects = objects;
    }

    @Scheduled(
            identity = "final-videos",
            every = "24h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void daily() {
        try {
            check();
        } catch (RuntimeException e) {
            LOG.warnf("The final videos are looked at tomorrow: %s", e.getMessage());
        }
    }

    /** Looks at all of them. A missing bucket is an outage and not a missing object, so it clears nothing. */
    void check() {
        FinalVideos.@Nullable Found last = null;
        List<FinalVideos.Found> page;
        do {
            page = videos.after(last, PAGE);
            for (FinalVideos.Found video : page) {
                if (objects.look(BucketRole.PROCESSED_VIDEOS, video.key(), null).isEmpty()) {
                    videos.expired(video.key());
                }
                last = video;
            }
        } while (page.size() == PAGE);
    }

    /**
     * Somebody asked for an object and got none. Where it is gone, and not only hidden from who asked, and was a final
     * video, its episode says so from now on.
     */
    public void missing(BucketRole bucket, String key) {
        if (bucket == BucketRole.PROCESSED_VIDEOS && objects.look(bucket, key, null).isEmpty()) {
            videos.expired(key);
        }
    }
}
