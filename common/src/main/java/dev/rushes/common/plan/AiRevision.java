package dev.rushes.common.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One step in the chain of revisions of a plan: the feedback, and what was made of it. */
@Entity
@Table(name = "ai_revisions")
public class AiRevision extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    /** The first plan of the chain. */
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "original_plan_id", updatable = false)
    public EditPlan originalPlan;

    /** The plan that the step made. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "plan_id", updatable = false)
    public @Nullable EditPlan plan;

    /** From 1, unique in the chain. */
    @Column(name = "revision_number", updatable = false)
    public int revisionNumber;

    /** What was wrong, a word such as pacing_too_slow. */
    @Column(name = "feedback_type")
    public @Nullable String feedbackType;

    @Column(name = "user_feedback_text")
    public @Nullable String userFeedbackText;

    @Column(name = "revised_plan")
    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode revisedPlan;

    /** 0.00 to 1.00. */
    @Column(name = "confidence_score_before")
    public @Nullable BigDecimal confidenceScoreBefore;

    /** 0.00 to 1.00. */
    @Column(name = "confidence_score_after")
    public @Nullable BigDecimal confidenceScoreAfter;

    @Column(name = "changes_summary")
    public @Nullable String changesSummary;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;
}
