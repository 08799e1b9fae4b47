package dev.rushes.common.show;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a studio's own column may hold: a word that is not ours means that Rushes never analysed the take.
 */
@Converter
public final class AnalysisStatusText implements AttributeConverter<AnalysisStatus, String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable AnalysisStatus status) {
        return status == null ? null : status.text();
    }

    @Override
    public AnalysisStatus convertToEntityAttribute(@Nullable String text) {
        for (AnalysisStatus status : AnalysisStatus.values()) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        return AnalysisStatus.NONE;
    }
}
