package dev.rushes.common.show;

import dev.rushes.common.security.OfShow;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * An episode's script. Its key is made by the database: an integer where Rushes makes the table, smallint, integer or
 * bigint where the studio did. Limit: where the studio's key is a uuid, the migrations run and {@link ScriptMetadata}
 * takes that type in the database, but these two entities cannot be read or written.
 */
@Entity
@Table(name = "episode_scripts")
@DynamicInsert
@DynamicUpdate
public class Script extends PanacheEntityBase implements OfShow {

    /** Null until it is stored. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(columnDefinition = "int4")
    public @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "episode_id")
    public Episode episode;

    /** Up to a megabyte; read only where it is asked for. */
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "script_text")
    public @Nullable String scriptText;

    /** Whether it may be analysed. */
    @Column(name = "ai_analysis_enabled")
    @Convert(converter = FalseWhenNull.class)
    public boolean aiAnalysisEnabled;

    @Column(name = "last_analyzed_at")
    public @Nullable Instant lastAnalyzedAt;

    /**
     * Counted by whoever changes it, under its lock, and not by one: a studio may count an episode's scripts with it and
     * hold it unique there.
     */
    public int version;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    @Override
    public @Nullable UUID showId() {
        return episode == null ? null : episode.showId();
    }
}
