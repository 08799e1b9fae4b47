package dev.rushes.common.show;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a studio's own column may hold: a word that is not ours means that nothing was rendered by Rushes.
 */
@Converter
public final class RenderingStatusText implements AttributeConverter<RenderingStatus, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable RenderingStatus status) {
        return status == null ? null : status.text();
    }

    @Override
    public RenderingStatus convertToEntityAttribute(@Nullable String text) {
        for (RenderingStatus status : RenderingStatus.values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        return RenderingStatus.NOT_STARTED;
    }
}
