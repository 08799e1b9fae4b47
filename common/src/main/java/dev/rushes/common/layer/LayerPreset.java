package dev.rushes.common.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Layers with placeholders, to be filled in for a scene. */
@Entity
@Table(name = "layer_presets")
public class LayerPreset extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    public String name;

    public @Nullable String description;

    @Enumerated(EnumType.STRING)
    public PresetCategory category;

    /** The layers, with {@code {{PLACEHOLDER}}} values. */
    @Column(name = "layer_template")
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode layerTemplate;

    /** Names of the placeholders: BACKGROUND_IMAGE, MAIN_CLIP and the like. */
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode placeholders;

    @Column(name = "preview_url")
    public @Nullable String previewUrl;

    /** Whether it came with Rushes and is read-only. */
    @Column(name = "is_system_preset")
    public boolean systemPreset;

    @Column(name = "times_used")
    public int timesUsed;

    @Column(name = "created_by")
    public @Nullable String createdBy;

    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    @Version public int version;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;
}
