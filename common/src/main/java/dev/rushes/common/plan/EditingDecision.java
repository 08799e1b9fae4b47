package dev.rushes.common.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.show.Episode;
import dev.rushes.common.show.Scene;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Something that a person or the planner decided about an edit; written once. */
@Entity
@Immutable
@Table(name = "editing_decisions")
public class EditingDecision extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "episode_id")
    public Episode episode;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "scene_id")
    public @Nullable Scene scene;

    /** A word in capitals: TRIM_CLIP, REORDER_CLIPS, SELECT_TAKE, CHANGE_TRANSITION and the like. */
    @Column(name = "action_type")
    public String actionType;

    @Column(name = "before_state")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode beforeState;

    @Column(name = "after_state")
    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode afterState;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable JsonNode context;

    @Column(name = "ai_suggested")
    public boolean aiSuggested;

    @Column(name = "user_id")
    public @Nullable String userId;

    /** Set by whoever logs several at once, so that they keep their order. */
    @Column(name = "created_at")
    public Instant createdAt = Instant.now();

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;
}
