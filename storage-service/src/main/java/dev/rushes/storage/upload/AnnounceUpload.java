package dev.rushes.storage.upload;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.security.Role;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Show;
import dev.rushes.common.storage.BucketRole;
import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import dev.rushes.storage.outbox.Outbox;
import dev.rushes.storage.s3.Presigner;
import dev.rushes.storage.s3.SignedRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes the announcement of an upload and gives out the URL of a single PUT. */
@ApplicationScoped
class AnnounceUpload {
    private static final Logger LOG = Logger.getLogger(AnnounceUpload.class);

    private final Presigner presigner;
    private final UploadSettings settings;
    private final UploadRules rules;
    private final SameBytes sameBytes;
    private final Outbox outbox;
    private final Caller caller;
    private final Event<UploadChange> changes;

    AnnounceUpload(
            Presigner presigner,
            UploadSettings settings,
            UploadRules rules,
            SameBytes sameBytes,
            Outbox outbox,
            Caller caller,
            Event<UploadChange> changes) {
        this.presigner = presigner;
        this.rules = rules;
        this.sameBytes = sameBytes;
        this.outbox = outbox;
        this.caller = caller;
        this.settings = settings;
        this.changes = changes;
    }

    /**
     * Records the upload and remembers the answer. Signing makes no call to S3; an upload in parts, which needs one, is
     * answered without its URLs, for {@link PartUrls} to add after the commit.
     *
     * <p>A training video's key is made of its id alone, so an earlier upload of it that failed gives way: its row and the
     * purge of what its URL may still bring go, since both would stand against the new one.
     *
     * @throws ProblemException 422 where an id leads nowhere, 409 {@code conflict} where a training video of this id is
     *     there already or on its way, or what is left of it is still being removed
     */
    @Idempotent
    @Transactional
    Response once(@HeaderParam(Idempotent.HEADER) @Nullable String key, UploadRequest request) {
        return Response.status(Response.Status.CREATED).entity(announce(request)).build();
    }

    private UploadView announce(UploadRequest request) {
        requireRole(request.checkedKind());
        Upload upload = new Upload();
        List<Problem.Fault> faults = new ArrayList<>();
        if (request.showId() != null) {
            upload.show =
                    Show.<Show>findByIdOptional(request.showId()).filter(caller::sees).orElse(null);
            missing(upload.show, "showId", "show", faults);
        }
        if (request.episodeId() != null) {
            upload.episode =
                    Episode.<Episode>findByIdOptional(request.episodeId())
                            .filter(episode -> episode.deletedAt == null)
                            .filter(caller::sees)
                            .orElse(null);
            missing(upload.episode, "episodeId", "episode", faults);
        }
        if (request.sceneId() != null) {
            upload.scene =
                    Scene.<Scene>findByIdOptional(request.sceneId())
                            .filter(caller::sees)
                            .orElse(null);
            missing(upload.scene, "sceneId", "scene", faults);
            if (upload.scene != null && !belongs(upload.scene, request.episodeId())) {
                faults.add(new Problem.Fault("/sceneId", "belongs to another episode"));
            }
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "The request is not valid.", faults);
        }
        upload.kind = request.checkedKind();
        upload.role = request.role();
        upload.videoId = request.videoId();
        upload.filename = request.fileName().value();
        upload.contentType = request.contentType();
        upload.sizeBytes = request.sizeBytes();
        upload.sha256 = request.checksum();
        upload.crc64nvme = request.crc64nvme();
        upload.bucket = request.bucket().wireName();
        upload.s3Key = request.key(upload.id);
        upload.replaceExisting = request.mayReplace();
        if (upload.kind == UploadKind.TRAINING_VIDEO) {
            takeTheKey(upload, request.bucket());
        }
        upload.duplicateOf = sameBytes.before(upload).orElse(null);
        Optional<PartPlan> parts = rules.partPlan(upload.sizeBytes);
        if (parts.isPresent()) {
            upload.partSizeBytes = parts.get().partSizeBytes();
            upload.urlExpiresAt = Instant.now().plus(settings.urlLifetime());
            upload.persistAndFlush();
            changes.fire(UploadChange.of(upload));
            LOG.infof(
                    "Upload %s announced: %s, %d bytes in %d parts",
                    upload.id, upload.s3Key, upload.sizeBytes, parts.get().count());
            return UploadView.of(upload);
        }
        SignedRequest signed =
                presigner.put(
                        request.bucket(),
                        upload.s3Key,
                        Announced.of(upload).content(settings),
                        settings.urlLifetime());
        upload.urlExpiresAt = signed.expiresAt();
        upload.persistAndFlush();
        changes.fire(UploadChange.of(upload));
        LOG.infof("Upload %s announced: %s, %d bytes", upload.id, upload.s3Key, upload.sizeBytes);
        return UploadView.of(upload).withPut(signed);
    }

    private void takeTheKey(Upload upload, BucketRole bucket) {
        Upload before =
                Upload.<Upload>find("s3Key", upload.s3Key)
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .firstResult();
        if (before == null) {
            return;
        }
        switch (before.status()) {
            case STORED -> throw taken(upload, "was uploaded already.");
            case PENDING -> throw taken(upload, "is being uploaded.");
            case REFUSED, ABORTED, EXPIRED -> {
                if (!outbox.forgetLatePurge(bucket, upload.s3Key)) {
                    throw taken(upload, "is still being removed; try again in a moment.");
                }
                before.delete();
                // Before the insert, which the unique key would refuse.
                Upload.flush();
            }
        }
    }

    private static ProblemException taken(Upload upload, String how) {
        return new ProblemException(
                ProblemType.CONFLICT, "A training video with the id " + upload.videoId + " " + how);
    }

    /** A finished video made elsewhere stands beside what was approved and rendered, so it is the operator's. */
    private void requireRole(UploadKind kind) {
        String role = kind == UploadKind.PROCESSED_VIDEO ? Role.OPERATOR : Role.EDITOR;
        if (!caller.has(role)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, kind.text() + " needs the role " + role + ".");
        }
    }

    private static boolean belongs(Scene scene, @Nullable UUID episodeId) {
        return scene.episode != null && scene.episode.id.equals(episodeId);
    }

    private static void missing(
            @Nullable Object found, String field, String what, List<Problem.Fault> faults) {
        if (found == null) {
            faults.add(new Problem.Fault("/" + field, "there is no such " + what));
        }
    }
}
