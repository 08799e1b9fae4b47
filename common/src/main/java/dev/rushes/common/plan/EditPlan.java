package dev.rushes.common.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.IllegalTransition;
import dev.rushes.common.security.OfShow;
import dev.rushes.common.show.Episode;
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
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * An edit plan and its review. Its content changes only while it is a draft; approval binds to the content's hash. A
 * rejected plan stays as it is and is followed by a new one.
 */
@Entity
@Table(name = "ai_edit_plans")
public class EditPlan extends PanacheEntityBase implements OfShow {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "episode_id", updatable = false)
    public Episode episode;

    @Column(name = "edit_structure")
    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode editStructure;

    @Column(name = "content_hash")
    private String contentHash;

    /** 0.00 to 1.00. */
    @Column(name = "overall_confidence_score")
    public @Nullable BigDecimal overallConfidenceScore;

    @Enumerated(EnumType.STRING)
    private PlanStatus status = PlanStatus.DRAFT;

    @Column(name = "generated_by")
    public @Nullable String generatedBy;

    @Column(name = "generation_prompt")
    public @Nullable String generationPrompt;

    @Column(name = "feedback_type")
    private @Nullable String feedbackType;

    @Column(name = "user_feedback")
    private @Nullable String userFeedback;

    @Column(name = "approved_at")
    private @Nullable Instant approvedAt;

    @Column(name = "approved_by")
    private @Nullable String approvedBy;

    /** The rejected plan that this one follows. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "revision_of", updatable = false)
    public @Nullable EditPlan revisionOf;

    /** Place in the chain of revisions, from 1; null for a plan that revises none. */
    @Column(name = "revision_number", updatable = false)
    public @Nullable Integer revisionNumber;

    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    @Version public int version;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    protected EditPlan() {}

    /**
     * A draft.
     *
     * @param editStructure a document that passed the check
     * @param contentHash of that document in its canonical form
     */
    public static EditPlan draft(Episode episode, JsonNode editStructure, String contentHash) {
        EditPlan plan = new EditPlan();
        plan.episode = episode;
        plan.editStructure = editStructure;
        plan.contentHash = contentHash;
        return plan;
    }

    /**
     * Replaces the content of a draft.
     *
     * @throws IllegalTransition where it is no draft any more
     */
    public void rewrite(JsonNode newStructure, String newHash) {
        if (status != PlanStatus.DRAFT) {
            throw new IllegalTransition("plan", status, PlanStatus.DRAFT);
        }
        editStructure = newStructure;
        contentHash = newHash;
    }

    /** Hands the draft to its reviewers. */
    public void submit() {
        become(PlanStatus.AWAITING_APPROVAL);
    }

    /**
     * Approves exactly the content that the reviewer saw.
     *
     * @param hash of the content that was reviewed
     * @throws StaleContent where the plan has other content by now
     */
    public void approve(String by, String hash, Instant now) {
        if (status.canBecome(PlanStatus.APPROVED) && !hash.equals(contentHash)) {
            throw new StaleContent(hash, contentHash);
        }
        become(PlanStatus.APPROVED);
        approvedBy = by;
        approvedAt = now;
    }

    /**
     * Sends it back.
     *
     * @param type what is wrong, a word such as pacing_too_slow
     * @param feedback the same in the reviewer's words
     */
    public void reject(String type, String feedback) {
        become(PlanStatus.REJECTED);
        feedbackType = type;
        userFeedback = feedback;
    }

    /**
     * A draft that follows this rejected plan, which stays as it is.
     *
     * @param number its place in the chain of revisions, from 1
     */
    public EditPlan revision(JsonNode structure, String hash, int number) {
        if (status != PlanStatus.REJECTED) {
            throw new IllegalStateException("only a rejected plan is revised");
        }
        EditPlan plan = draft(episode, structure, hash);
        plan.revisionOf = this;
        plan.revisionNumber = number;
        return plan;
    }

    public PlanStatus status() {
        return status;
    }

    /** The document, as it was given. Not to be changed in place. */
    public JsonNode editStructure() {
        return editStructure;
    }

    public String contentHash() {
        return contentHash;
    }

    public @Nullable String feedbackType() {
        return feedbackType;
    }

    public @Nullable String userFeedback() {
        return userFeedback;
    }

    public @Nullable Instant approvedAt() {
        return approvedAt;
    }

    public @Nullable String approvedBy() {
        return approvedBy;
    }

    private void become(PlanStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalTransition("plan", status, next);
        }
        status = next;
    }

    @Override
    public @Nullable UUID showId() {
        return episode.showId();
    }
}
