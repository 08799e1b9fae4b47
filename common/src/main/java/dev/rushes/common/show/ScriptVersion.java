package dev.rushes.common.show;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
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
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A text that a script has or had; written once. */
@Entity
@Immutable
@Table(name = "episode_script_versions")
public class ScriptVersion extends PanacheEntityBase {

    @Id public UUID id = UUID.randomUUID();

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "script_id", columnDefinition = "int4")
    public Script script;

    /** From 1, unique in the script. */
    @Column(name = "text_number")
    public int number;

    /** Up to a megabyte; read only where it is asked for. */
    @Basic(fetch = FetchType.LAZY)
    @Column(name = "script_text")
    public String scriptText;

    @Enumerated(EnumType.STRING)
    @Column(name = "text_format")
    public ScriptFormat format;

    /** The name of the file that it came in. */
    public @Nullable String filename;

    /** Null for a text that was not written through Rushes. */
    @Column(name = "created_by")
    public @Nullable String createdBy;

    @Column(name = "created_at")
    public Instant createdAt = Instant.now();
}
