package dev.rushes.render.studio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.common.job.Dispatch;
import dev.rushes.common.job.JobKind;
import dev.rushes.common.job.JobTransitions;
import dev.rushes.common.job.ProcessingMethod;
import dev.rushes.common.job.QueueDefinition;
import dev.rushes.common.job.VideoJob;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.AnalysisDispatch;
import dev.rushes.common.show.AnalysisTransitions;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Show;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.FileName;
import dev.rushes.common.storage.ObjectKeys;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.common.trace.TraceParent;
import dev.rushes.common.training.TrainingSource;
import dev.rushes.common.training.TrainingVideo;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Plays what stands around the worker: uploads takes, makes plans, orders renders and looks at what came of them. */
@ApplicationScoped
public class Studio {
    @Inject EntityManager database;
    @Inject JobTransitions jobs;
    @Inject AnalysisTransitions analyses;
    @Inject S3Client s3;
    @Inject SqsClient sqs;
    @Inject ObjectMapper json;

    /**
     * A take that is uploaded and recorded.
     *
     * @param key of its object
     */
    public record ShotTake(UUID sceneId, String key) {}

    /** The two buckets that takes and results lie in, with versions. */
    public void openBuckets() {
        for (BucketRole role : List.of(BucketRole.RAW_FOOTAGE, BucketRole.PROCESSED_VIDEOS)) {
            String bucket = role.defaultName();
            if (s3.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(bucket))) {
                s3.createBucket(request -> request.bucket(bucket));
                s3.putBucketVersioning(request ->
                        request.bucket(bucket)
                                .versioningConfiguration(
                                        all -> all.status(BucketVersioningStatus.ENABLED)));
            }
        }
    }

    public UUID episode() {
        return in(() -> {
            Show show = new Show();
            show.name = "Show";
            show.slug = "show-" + UUID.randomUUID();
            database.persist(show);
            Episode episode = new Episode();
            episode.show = show;
            episode.title = "Episode";
            database.persist(episode);
            return episode.id;
        });
    }

    /** A take of that many seconds. */
    public ShotTake take(UUID episodeId, int seconds) {
        return take(episodeId, TestTakes.take(seconds), BucketRole.RAW_FOOTAGE);
    }

    /** A file that says it is a take. */
    public ShotTake file(UUID episodeId, byte[] content) {
        return take(episodeId, content, BucketRole.RAW_FOOTAGE);
    }

    /** A video to learn from, uploaded and registered. */
    public UUID training(byte[] content) {
        String bucket = BucketRole.TRAINING_DATA.defaultName();
        if (s3.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(bucket))) {
            s3.createBucket(request -> request.bucket(bucket));
        }
        String name = "v" + UUID.randomUUID();
        String key = ObjectKeys.training(new FileName(name));
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
        return in(() -> {
            TrainingVideo video = new TrainingVideo();
            video.videoId = name;
            video.sourceType = TrainingSource.MANUAL_UPLOAD;
            video.s3Key = key;
            database.persist(video);
            return video.id;
        });
    }

    /** Takes the bucket of training videos away again. */
    public void closeTraining() {
        String bucket = BucketRole.TRAINING_DATA.defaultName();
        for (S3Object object : s3.listObjectsV2(all -> all.bucket(bucket)).contents()) {
            s3.deleteObject(one -> one.bucket(bucket).key(object.key()));
        }
        s3.deleteBucket(one -> one.bucket(bucket));
    }

    /** As it is now. */
    public TrainingVideo trainingVideo(UUID id) {
        return in(() -> database.find(TrainingVideo.class, id));
    }

    /** A take whose row says that it lies in a bucket that nobody made, so that reading it never works. */
    public ShotTake unreachableTake(UUID episodeId) {
        ShotTake take = take(episodeId, 1);
        in(() ->
                database.createNativeQuery(
                                "UPDATE uploads SET bucket = 'training-data' WHERE s3_key = :key")
                        .setParameter("key", take.key())
                        .executeUpdate());
        return take;
    }

    private ShotTake take(UUID episodeId, byte[] content, BucketRole bucket) {
        UUID uploadId = UUID.randomUUID();
        UUID sceneId = UUID.randomUUID();
        String key =
                ObjectKeys.take(episodeId, sceneId, uploadId, new FileName("EP-S1-TAKE-1.mp4"));
        PutObjectResponse put =
                s3.putObject(
                        request -> request.bucket(bucket.defaultName()).key(key),
                        RequestBody.fromBytes(content));
        return in(() -> {
            Episode episode = database.getReference(Episode.class, episodeId);
            Scene scene = new Scene();
            scene.id = sceneId;
            scene.episode = episode;
            scene.name = "Scene";
            scene.sceneNumber = 1;
            scene.footageStored(key, put.eTag(), put.versionId(), content.length);
            database.persist(scene);
            Upload upload = new Upload();
            upload.id = uploadId;
            upload.kind = UploadKind.RAW_FOOTAGE;
            upload.episode = episode;
            upload.scene = scene;
            upload.filename = "EP-S1-TAKE-1.mp4";
            upload.contentType = "video/mp4";
            upload.sizeBytes = content.length;
            upload.bucket = bucket.wireName();
            upload.s3Key = key;
            upload.store(put.eTag(), put.versionId(), null, Instant.now());
            database.persist(upload);
            return new ShotTake(scene.id, key);
        });
    }

    /** Puts another object over a take's key, as nobody should. */
    public void overwrite(ShotTake take, byte[] content) {
        s3.putObject(
                request -> request.bucket(BucketRole.RAW_FOOTAGE.defaultName()).key(take.key()),
                RequestBody.fromBytes(content));
    }

    /** How large a take's object is. */
    public long sourceBytes(ShotTake take) {
        return s3.headObject(request ->
                        request.bucket(BucketRole.RAW_FOOTAGE.defaultName()).key(take.key()))
                .contentLength();
    }

    /** Removes a take's object with all its versions. */
    public void lose(ShotTake take) {
        String bucket = BucketRole.RAW_FOOTAGE.defaultName();
        s3.listObjectVersions(request -> request.bucket(bucket).prefix(take.key()))
                .versions()
                .forEach(version ->
                        s3.deleteObject(request ->
                                request.bucket(bucket)
                                        .key(take.key())
                                        .versionId(version.versionId())));
    }

    /**
     * A plan that shows a piece of the take again and again.
     *
     * @param end source second at which the piece ends
     */
    public UUID plan(UUID episodeId, ShotTake take, double end, int times) {
        ObjectNode document = json.createObjectNode();
        var clips = document.putArray("scenes").addObject().putArray("clips");
        for (int i = 0; i < times; i++) {
            clips.addObject()
                    .put("s3Key", take.key())
                    .putObject("trim")
                    .put("start", 0)
                    .put("end", end);
        }
        document.putObject("output").put("width", 320).put("height", 180);
        return in(() -> {
            EditPlan plan =
                    EditPlan.draft(
                            database.getReference(Episode.class, episodeId), document, "hash");
            database.persist(plan);
            return plan.id;
        });
    }

    /** A queued job whose message is not sent yet. */
    public Dispatch order(UUID planId) {
        return in(() ->
                jobs.create(
                        database.find(EditPlan.class, planId),
                        JobKind.FULL,
                        ProcessingMethod.WORKER,
                        null));
    }

    public void send(Dispatch dispatch) {
        send(
                QueueDefinition.VIDEO_PROCESSING.name(),
                text(dispatch.message()),
                dispatch.episodeId(),
                dispatch.message().deduplicationId(),
                dispatch.traceParent());
        jobs.sent(dispatch.jobId(), dispatch.number());
    }

    /** The same message once more, as SQS may deliver it. */
    public void sendAgain(Dispatch dispatch) {
        send(
                QueueDefinition.VIDEO_PROCESSING.name(),
                text(dispatch.message()),
                dispatch.episodeId(),
                UUID.randomUUID().toString(),
                null);
    }

    /** Asks for a take's analysis. */
    public AnalysisDispatch analyse(ShotTake take) {
        AnalysisDispatch dispatch =
                in(() ->
                        analyses.request(
                                Objects.requireNonNull(
                                        database.find(Scene.class, take.sceneId()))));
        send(
                QueueDefinition.MEDIA_ANALYSIS.name(),
                text(dispatch.message()),
                dispatch.sceneId(),
                dispatch.message().deduplicationId(),
                null);
        analyses.sent(dispatch.sceneId(), dispatch.number());
        return dispatch;
    }

    private void send(
            String queue,
            String body,
            UUID group,
            String deduplicationId,
            @Nullable String traceParent) {
        Map<String, MessageAttributeValue> attributes =
                traceParent == null
                        ? Map.of()
                        : Map.of(
                                TraceParent.ATTRIBUTE,
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(traceParent)
                                        .build());
        sqs.sendMessage(request ->
                request.queueUrl(url(queue))
                        .messageBody(body)
                        .messageAttributes(attributes)
                        .messageGroupId(group.toString())
                        .messageDeduplicationId(deduplicationId));
    }

    /** As after a pause of the whole process: another worker has claimed the job meanwhile. */
    public void steal(UUID jobId) {
        in(() ->
                database.createNativeQuery(
                                "UPDATE video_processing_jobs SET attempt = attempt + 1, worker_id = 'thief',"
                                        + " lease_expires_at = now() + interval '2 seconds' WHERE id = :id")
                        .setParameter("id", jobId)
                        .executeUpdate());
    }

    /** Asks for the end of whatever is under way for an episode. */
    public void cancelAll(UUID episodeId) {
        List<UUID> open =
                in(() ->
                        database.createQuery(
                                        "select j.id from VideoJob j where j.episode.id = :episode"
                                                + " and j.completedAt is null",
                                        UUID.class)
                                .setParameter("episode", episodeId)
                                .getResultList());
        open.forEach(jobs::cancel);
    }

    public VideoJob job(UUID jobId) {
        return in(() -> Objects.requireNonNull(database.find(VideoJob.class, jobId)));
    }

    public Scene scene(UUID sceneId) {
        return in(() -> Objects.requireNonNull(database.find(Scene.class, sceneId)));
    }

    public Episode episodeRow(UUID episodeId) {
        return in(() -> Objects.requireNonNull(database.find(Episode.class, episodeId)));
    }

    /** Messages of a queue, visible or in flight. */
    public int messages(String queue) {
        return sqs
                .getQueueAttributes(request ->
                        request.queueUrl(url(queue))
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName
                                                .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /** Takes a message out of a queue for good. */
    public Optional<String> takeMessage(String queue) {
        return sqs
                .receiveMessage(request ->
                        request.queueUrl(url(queue)).maxNumberOfMessages(1).waitTimeSeconds(1))
                .messages()
                .stream()
                .findFirst()
                .map(message -> deleted(queue, message));
    }

    private String deleted(String queue, Message message) {
        sqs.deleteMessage(
                request -> request.queueUrl(url(queue)).receiptHandle(message.receiptHandle()));
        return message.body();
    }

    /** Keys in the bucket of processed videos below an episode. */
    public List<String> processed(UUID episodeId) {
        return s3
                .listObjectsV2(request ->
                        request.bucket(BucketRole.PROCESSED_VIDEOS.defaultName())
                                .prefix(ObjectKeys.episodePrefix(episodeId)))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    public byte[] read(String key, @Nullable String versionId) {
        return s3.getObjectAsBytes(request ->
                        request.bucket(BucketRole.PROCESSED_VIDEOS.defaultName())
                                .key(key)
                                .versionId(versionId))
                .asByteArray();
    }

    /** Folders of attempts on disk. */
    public List<Path> scratchFolders() {
        if (!Files.isDirectory(StandInResource.SCRATCH)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(StandInResource.SCRATCH, 2)) {
            return found.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().matches("(job|scene)-.*"))
                    .toList();
        } catch (IOException e) {
            // A folder was removed while we looked; the caller looks again.
            return List.of(StandInResource.SCRATCH);
        }
    }

    private String text(Object message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    public <T> T in(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
