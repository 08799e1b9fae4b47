package dev.rushes.common.show;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A scene that was found in a script. */
@Entity
@Table(name = "script_metadata")
public class ScriptMetadata extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "script_id", updatable = false, columnDefinition = "int4")
    public Script script;

    /** Its name in the script, such as INTRO or MAIN-1; no key of a scene's row. */
    @Column(name = "scene_id")
    public String sceneName;

    @Enumerated(EnumType.STRING)
    @Column(name = "scene_type")
    public ScriptSceneType sceneType;

    @Column(name = "duration_target_seconds")
    public @Nullable BigDecimal durationTargetSeconds;

    @Enumerated(EnumType.STRING)
    @Column(name = "energy_level")
    public @Nullable EnergyLevel energyLevel;

    @Column(name = "estimated_clips_needed")
    public @Nullable Integer estimatedClipsNeeded;

    @Column(name = "visual_requirements")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode visualRequirements;

    /** Set by whoever writes several at once, so that they keep the order of the script. */
    @Column(name = "created_at", updatable = false)
    public Instant createdAt = Instant.now();

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;
}
