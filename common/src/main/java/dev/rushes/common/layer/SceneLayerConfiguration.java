package dev.rushes.common.layer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.show.Scene;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The five layers of one scene. */
@Entity
@Table(name = "scene_layer_configuration")
public class SceneLayerConfiguration extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "scene_id", updatable = false)
    public Scene scene;

    /** The layers by name: background, main, overlay, text, audio. */
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode layers;

    @Enumerated(EnumType.STRING)
    @Column(name = "composite_complexity")
    public CompositeComplexity compositeComplexity = CompositeComplexity.SIMPLE;

    @Column(name = "estimated_render_time_seconds")
    public @Nullable Integer estimatedRenderTimeSeconds;

    @Version public int version;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;
}
