package dev.rushes.common.security;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that only those may see who see its show. */
public interface OfShow {
    /** Null where it belongs to none; then everybody sees it. May read rows. */
    @Nullable UUID showId();
}
