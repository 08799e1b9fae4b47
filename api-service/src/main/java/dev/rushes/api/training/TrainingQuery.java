package dev.rushes.api.training;

import dev.rushes.api.page.RowFilter;
import dev.rushes.common.http.Parameter;
import dev.rushes.common.training.TrainingSource;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
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

    /** For HQL on {@code row}; 400 where a parameter cannot be read. */
    RowFilter chosen() {
        return RowFilter.all()
                .equal("row.sourceType", source())
                .equal("row.userStyle", Parameter.bool("isUserStyle", isUserStyle))
                .equal("row.show.id", Parameter.uuid("showId", showId));
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
