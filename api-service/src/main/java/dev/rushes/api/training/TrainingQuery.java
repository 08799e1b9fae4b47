package dev.rushes.api.training;

import dev.rushes.common.http.Parameter;
import dev.rushes.common.training.TrainingSource;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which videos a caller wants; what is missing does not choose. */
public class TrainingQuery {
    @QueryParam("sourceType")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only videos from there.",
            schema =
                    @Schema(enumeration = {"youtube_user", "youtube_inspiration", "manual_upload"}))
    @Nullable String sourceType;

    @QueryParam("isUserStyle")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "true: only what the studio made itself; false: only what others made.")
    @Nullable String isUserStyle;

    @QueryParam("showId")
    @org.eclipse.microprofile.openapi.annotations.parameters.Parameter(
            description = "Only videos of this show, without those for all shows.")
    @Nullable String showId;

    /**
     * Conditions on {@code row}, in HQL.
     *
     * @param text each begins with " and "
     */
    record Conditions(String text, Map<String, Object> values) {}

    /** 400 where a parameter cannot be read. */
    Conditions conditions() {
        StringBuilder text = new StringBuilder();
        Map<String, Object> values = new HashMap<>();
        TrainingSource source = source();
        if (source != null) {
            text.append(" and row.sourceType = :source");
            values.put("source", source);
        }
        Boolean own = Parameter.bool("isUserStyle", isUserStyle);
        if (own != null) {
            text.append(" and row.userStyle = :own");
            values.put("own", own);
        }
        UUID show = Parameter.uuid("showId", showId);
        if (show != null) {
            text.append(" and row.show.id = :show");
            values.put("show", show);
        }
        return new Conditions(text.toString(), values);
    }

    private @Nullable TrainingSource source() {
        if (sourceType == null || sourceType.isEmpty()) {
            return null;
        }
        return Arrays.stream(TrainingSource.values())
                .filter(known -> known.text().equals(sourceType))
                .findFirst()
                .orElseThrow(() ->
                        Parameter.malformed(
                                "sourceType",
                                "must be youtube_user, youtube_inspiration or manual_upload"));
    }
}
