package dev.rushes.common.storage;

import dev.rushes.common.IllegalTransition;
import dev.rushes.common.security.OfShow;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import dev.rushes.common.show.Show;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/** An announced upload, and what became of it. */
@Entity
@Table(name = "uploads")
public class Upload extends PanacheEntityBase implements OfShow {

    /** Part of the key of the object, so it is known before the row is stored. */
    @Id public UUID id = UUID.randomUUID();

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public UploadKind kind;

    @Enumerated(EnumType.STRING)
    private UploadStatus status = UploadStatus.PENDING;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "show_id")
    public @Nullable Show show;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "episode_id")
    public @Nullable Episode episode;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "scene_id")
    public @Nullable Scene scene;

    /** What an asset is: overlay, music, font, lut, caption, image. */
    public @Nullable String role;

    /** Of a training video. */
    @Column(name = "video_id")
    public @Nullable String videoId;

    /** As announced. */
    public String filename;

    @Column(name = "content_type")
    public String contentType;

    /** As announced. */
    @Column(name = "size_bytes")
    public long sizeBytes;

    /** As announced: lower-case hexadecimal. */
    public @Nullable String sha256;

    /** As announced: CRC-64/NVME of the whole file, Base64 as S3 writes it. */
    public @Nullable String crc64nvme;

    /** S3's name of an upload in parts; null before its parts were first asked for, and for a single PUT. */
    @Column(name = "s3_upload_id")
    public @Nullable String s3UploadId;

    /** Of every part but the last; null where it is a single PUT. */
    @Column(name = "part_size_bytes", updatable = false)
    public @Nullable Long partSizeBytes;

    /** An earlier upload of the same scene that brought the same bytes. */
    @Column(name = "duplicate_of")
    public @Nullable UUID duplicateOf;

    /** The bucket's role, not its name at AWS. */
    public String bucket;

    @Column(name = "s3_key", updatable = false)
    public String s3Key;

    /** Whether it may replace footage that its scene has already. */
    @Column(name = "replace_existing")
    public boolean replaceExisting;

    private @Nullable String etag;

    @Column(name = "version_id")
    private @Nullable String versionId;

    @Column(name = "stored_crc64nvme")
    private @Nullable String storedCrc64nvme;

    private @Nullable String refusal;

    @Column(name = "url_expires_at")
    public @Nullable Instant urlExpiresAt;

    @Column(name = "completed_at")
    private @Nullable Instant completedAt;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    /**
     * The object is there, whole and what was announced.
     *
     * @param newVersionId null where the bucket keeps no versions
     * @param foundCrc64nvme S3's checksum of the whole; null where it keeps none
     */
    public void store(
            String newEtag,
            @Nullable String newVersionId,
            @Nullable String foundCrc64nvme,
            Instant now) {
        become(UploadStatus.STORED);
        etag = newEtag;
        versionId = newVersionId;
        storedCrc64nvme = foundCrc64nvme;
        completedAt = now;
    }

    /** The object is missing or not what was announced. */
    public void refuse(String reason, Instant now) {
        become(UploadStatus.REFUSED);
        refusal = reason;
        completedAt = now;
    }

    /** The uploader changed their mind. */
    public void abort(Instant now) {
        become(UploadStatus.ABORTED);
        completedAt = now;
    }

    /** It was announced and never completed. */
    public void expire(Instant now) {
        become(UploadStatus.EXPIRED);
        completedAt = now;
    }

    public UploadStatus status() {
        return status;
    }

    public @Nullable String etag() {
        return etag;
    }

    /** The version that was checked; readers read this one. */
    public @Nullable String versionId() {
        return versionId;
    }

    /** CRC-64/NVME of the whole as S3 found it; null where it keeps none, and before it is stored. */
    public @Nullable String storedCrc64nvme() {
        return storedCrc64nvme;
    }

    /** Why it was refused, for the user. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** When it came to its end, whichever that was. */
    public @Nullable Instant completedAt() {
        return completedAt;
    }

    private void become(UploadStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalTransition("upload", status, next);
        }
        status = next;
    }

    @Override
    public @Nullable UUID showId() {
        if (show != null) {
            return show.id;
        }
        return episode == null ? null : episode.showId();
    }
}
