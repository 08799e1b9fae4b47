package dev.rushes.common.show;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Reads an empty flag in a studio's own row as false, and leaves the row as it is. */
@Converter
public final class FalseWhenNull implements AttributeConverter<Boolean, Boolean> {

    @Override
    public @Nullable Boolean convertToDatabaseColumn(@Nullable Boolean flag) {
        return flag;
    }

    @Override
    public Boolean convertToEntityAttribute(@Nullable Boolean flag) {
        return flag != null && flag;
    }
}
