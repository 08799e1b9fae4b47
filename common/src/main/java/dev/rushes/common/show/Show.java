package dev.rushes.common.show;

import dev.rushes.common.security.OfShow;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrePersist;
import jakarta.persistence.Table;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * A show: what episodes, assets and style learning belong to. The table may be the studio's own, so a write names
 * only the columns that have a value or were changed.
 */
@Entity
@Table(name = "shows")
@DynamicInsert
@DynamicUpdate
public class Show extends PanacheEntityBase implements OfShow {

    private static final int LONGEST_SLUG_STEM = 32;

    @Id public UUID id = UUID.randomUUID();

    public String name;

    /** Unique; made from the name where it is not given. */
    public @Nullable String slug;

    public @Nullable String description;

    /** For reading only: the words of an existing column are the studio's. Null until the row was read back. */
    @Column(insertable = false, updatable = false)
    public @Nullable String status;

    /** Whether clean-up may delete it. */
    @Column(name = "is_test")
    @Convert(converter = FalseWhenNull.class)
    public boolean test;

    @CreationTimestamp
    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @UpdateTimestamp
    @Column(name = "updated_at")
    public Instant updatedAt;

    @PrePersist
    void nameSlug() {
        if (slug == null) {
            String stem =
                    Normalizer.normalize(name, Normalizer.Form.NFD)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("\\p{M}+", "")
                            .replaceAll("[^a-z0-9]+", "-")
                            .replaceAll("^-|-$", "");
            // Two shows may have the same name; the id keeps their slugs apart.
            slug =
                    (stem.isEmpty()
                                    ? "show"
                                    : stem.substring(0, Math.min(stem.length(), LONGEST_SLUG_STEM)))
                            + "-"
                            + id.toString().substring(0, 8);
        }
    }

    @Override
    public UUID showId() {
        return id;
    }
}
