package dev.rushes.api.report;

import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/reports")
@RunOnVirtualThread
@RolesAllowed(Role.OPERATOR)
@Tag(name = "Reports", description = "Processing times, storage and costs.")
class ReportResource {
    private final ReportDurations durations;
    private final ReportCosts costs;

    ReportResource(ReportDurations durations, ReportCosts costs) {
        this.durations = durations;
        this.costs = costs;
    }

    @GET
    @Path("/processing-durations")
    @Operation(
            summary = "How long renders took, week by week",
            description =
                    "ISO weeks in UTC, oldest first, the present one last; weeks is 1 to 260, 12 where it"
                            + " is missing.")
    public DurationsView processingDurations(@QueryParam("weeks") @Nullable String weeks) {
        return durations.report(weeks, Instant.now());
    }

    @GET
    @Path("/storage")
    @Operation(
            summary = "What lies in the buckets",
            description =
                    "Objects and bytes by bucket, storage class and lifecycle rule, with the cost of a month."
                            + " Counted from time to time by storage-service (asOf); 503 while that is away.")
    public StorageView storage() {
        return costs.storage();
    }

    @GET
    @Path("/costs")
    @Operation(
            summary = "What the present month costs",
            description =
                    "Storage for a whole month, requests and queue as counted so far, at the configured"
                            + " prices. 503 while storage-service is away.")
    public CostsView costs() {
        return costs.costs(Instant.now());
    }
}
