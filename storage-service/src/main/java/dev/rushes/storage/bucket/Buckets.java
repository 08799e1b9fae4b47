package dev.rushes.storage.bucket;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.storage.BucketDefinition;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.storage.s3.BucketNames;
import dev.rushes.storage.s3.S3Call;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The three buckets: looked at, made where missing, mended where they drifted. Never takes data away. */
@Singleton
class Buckets {
    private static final Logger LOG = Logger.getLogger(Buckets.class);

    private final S3Client s3;
    private final BucketNames names;
    private final Lifecycles lifecycles;
    private final List<BucketSetting> settings;
    private final ObjectMapper json;
    private final String region;
    private final ReentrantLock mending = new ReentrantLock();

    Buckets(
            S3Client s3,
            BucketNames names,
            Lifecycles lifecycles,
            Versioning versioning,
            Encryption encryption,
            PublicAccess publicAccess,
            Lifecycle lifecycle,
            SmallObjects smallObjects,
            Cors cors,
            ObjectMapper json,
            @ConfigProperty(name = "rushes.s3.region") String region) {
        this.s3 = s3;
        this.names = names;
        this.lifecycles = lifecycles;
        this.settings =
                List.of(versioning, encryption, publicAccess, lifecycle, smallObjects, cors);
        this.json = json;
        this.region = region;
    }

    List<BucketView> look() {
        List<BucketView> views = new ArrayList<>();
        for (BucketRole role : BucketRole.values()) {
            views.add(view(BucketDefinition.of(role), List.of(), new LinkedHashSet<>()));
        }
        return views;
    }

    /** Makes and mends what is not as it must be; what is so already is not touched. */
    List<BucketView> apply() {
        mending.lock();
        try {
            List<BucketView> views = new ArrayList<>();
            for (BucketRole role : BucketRole.values()) {
                BucketDefinition definition = BucketDefinition.of(role);
                Set<MissingRight> missing = new LinkedHashSet<>();
                List<String> changed = mended(definition, missing);
                missing.forEach(right -> LOG.errorf("Missing permission: %s", right));
                views.add(view(definition, changed, missing));
            }
            return views;
        } finally {
            lifecycles.forget();
            mending.unlock();
        }
    }

    /**
     * Whether all three answer.
     *
     * @return the name of the first that does not exist, or null
     */
    @Nullable String firstMissing() {
        for (BucketRole role : BucketRole.values()) {
            if (!exists(names.of(role))) {
                return names.of(role);
            }
        }
        return null;
    }

    private List<String> mended(BucketDefinition definition, Set<MissingRight> missing) {
        String bucket = names.of(definition.role());
        List<String> changed = new ArrayList<>();
        if (!existsOrHidden(bucket, missing)) {
            if (!allowed("s3:CreateBucket", bucket, missing, () -> create(bucket))) {
                return changed;
            }
            LOG.infof("Made bucket %s", bucket);
            changed.add("bucket");
        }
        for (BucketSetting setting : settings) {
            Look look = look(setting, bucket, missing);
            boolean drifted =
                    look.seen() && !setting.holds(setting.desired(definition), look.actual());
            if (drifted
                    && allowed(
                            setting.writeAction(),
                            bucket,
                            missing,
                            () -> setting.mend(bucket, definition))) {
                LOG.infof("Mended %s of bucket %s", setting.name(), bucket);
                changed.add(setting.name());
            }
        }
        return changed;
    }

    private BucketView view(
            BucketDefinition definition, List<String> changed, Set<MissingRight> missing) {
        String bucket = names.of(definition.role());
        boolean exists = existsOrHidden(bucket, missing);
        boolean inSync = exists;
        List<BucketView.Setting> shown = new ArrayList<>();
        for (BucketSetting setting : settings) {
            Object desired = setting.desired(definition);
            Look look = exists ? look(setting, bucket, missing) : new Look(false, null);
            boolean holds = look.seen() && setting.holds(desired, look.actual());
            inSync &= holds;
            shown.add(
                    new BucketView.Setting(
                            setting.name(),
                            holds,
                            desired,
                            look.actual(),
                            holds ? List.of() : drift(desired, look.actual())));
        }
        List<String> rights = missing.stream().map(MissingRight::toString).toList();
        return new BucketView(
                definition.role().wireName(), bucket, exists, inSync, changed, rights, shown);
    }

    private List<Difference> drift(Object desired, @Nullable Object actual) {
        return Difference.between(json.valueToTree(desired), json.valueToTree(actual));
    }

    /** What was found; nothing where it may not be seen. */
    private record Look(boolean seen, @Nullable Object actual) {}

    private static Look look(BucketSetting setting, String bucket, Set<MissingRight> missing) {
        @Nullable Object[] actual = new Object[1];
        boolean seen =
                allowed(
                        setting.readAction(),
                        bucket,
                        missing,
                        () -> actual[0] = setting.actual(bucket));
        return new Look(seen, actual[0]);
    }

    /** Does it, or notes the right that is missing for it. */
    private static boolean allowed(
            String action, String bucket, Set<MissingRight> missing, Runnable call) {
        try {
            call.run();
            return true;
        } catch (ProblemException e) {
            if (!MissingRight.isWhy(e)) {
                throw e;
            }
            missing.add(MissingRight.on(action, bucket));
            return false;
        }
    }

    /** A bucket that may not be asked for counts as there: what else is refused tells the rest. */
    private boolean existsOrHidden(String bucket, Set<MissingRight> missing) {
        boolean[] exists = {true};
        boolean unusedAnswer =
                allowed("s3:ListBucket", bucket, missing, () -> exists[0] = exists(bucket));
        return exists[0];
    }

    private boolean exists(String bucket) {
        try {
            S3Call.answer(() -> s3.headBucket(request -> request.bucket(bucket)));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            throw e;
        } catch (ProblemException e) {
            // For every other call a missing bucket is an outage.
            if (e.getCause() instanceof NoSuchBucketException) {
                return false;
            }
            throw e;
        }
    }

    private void create(String bucket) {
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket);
        // S3 refuses the name of its first region here.
        if (!region.equals("us-east-1")) {
            request.createBucketConfiguration(where -> where.locationConstraint(region));
        }
        try {
            S3Call.answer(() -> s3.createBucket(request.build()));
        } catch (BucketAlreadyOwnedByYouException e) {
            LOG.debugf("Bucket %s was made by somebody else at the same time", bucket);
        }
    }
}
