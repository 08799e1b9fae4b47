package dev.rushes.storage.upload;

import dev.rushes.common.storage.Upload;
import dev.rushes.common.storage.UploadKind;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds out that a take was uploaded before. */
@Singleton
class SameBytes {
    /** Any take of the same scene. Equal size and ETag are equal bytes, but for ETags of KMS, which are never equal. */
    private static final String EARLIER =
            """
            SELECT u.id FROM uploads u JOIN scenes s ON s.id = u.scene_id
            WHERE u.status = 'stored' AND u.id <> :id AND u.episode_id = :episode AND u.size_bytes = :size
              AND (s.id = :scene OR s.scene_number = CAST(:number AS integer))
              AND (u.etag = CAST(:etag AS text) OR u.stored_crc64nvme = CAST(:crc AS text)
                   OR (u.sha256 = CAST(:sha256 AS text) AND u.part_size_bytes IS NULL))
            ORDER BY u.completed_at LIMIT 1
            """;

    private final EntityManager database;

    SameBytes(EntityManager database) {
        this.database = database;
    }

    /**
     * The first stored upload of the same scene that has the same bytes. Before an upload is stored, its announced
     * checksums must do. The SHA-256 of an upload in parts is only what its client says, so none is found by it.
     */
    Optional<UUID> before(Upload upload) {
        if (upload.kind != UploadKind.RAW_FOOTAGE
                || upload.scene == null
                || upload.episode == null) {
            return Optional.empty();
        }
        String crc = upload.storedCrc64nvme() == null ? upload.crc64nvme : upload.storedCrc64nvme();
        List<?> found =
                database.createNativeQuery(EARLIER, UUID.class)
                        .setParameter("id", upload.id)
                        .setParameter("episode", upload.episode.id)
                        .setParameter("size", upload.sizeBytes)
                        .setParameter("scene", upload.scene.id)
                        .setParameter("number", upload.scene.sceneNumber)
                        .setParameter("etag", upload.etag())
                        .setParameter("crc", crc)
                        .setParameter("sha256", upload.sha256)
                        .getResultList();
        return found.stream().findFirst().map(UUID.class::cast);
    }
}
