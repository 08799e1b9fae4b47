package dev.rushes.api.script;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scenes of a script, all of them.
 *
 * @param items in the order of the script
 */
record MetadataRequest(@NotNull @Size(max = 500) List<@NotNull @Valid Item> items) {
    /**
     * A scene of a script.
     *
     * @param sceneId its name in the script, such as INTRO or MAIN-1; once in a script
     * @param sceneType intro, main, transition or outro
     * @param energyLevel high, medium or low
     * @param visualRequirements whatever is to be seen
     */
    record Item(
            @NotBlank @Size(max = 200) String sceneId,
            @NotNull
                    @Pattern(
                            regexp = "intro|main|transition|outro",
                            message = "must be intro, main, transition or outro")
                    String sceneType,
            @Nullable @PositiveOrZero @DecimalMax("86400") BigDecimal durationTargetSeconds,
            @Nullable @Pattern(regexp = "high|medium|low", message = "must be high, medium or low")
                    String energyLevel,
            @Nullable @PositiveOrZero Integer estimatedClipsNeeded,
            @Nullable JsonNode visualRequirements) {}
}
