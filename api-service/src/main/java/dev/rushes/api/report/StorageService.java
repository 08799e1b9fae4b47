package dev.rushes.api.report;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask of storage-service, with the caller's own token. */
@RegisterRestClient(configKey = "storage-service")
@RegisterClientHeaders
@Path("/api/v1")
interface StorageService {
    @GET
    @Path("/usage")
    StoredBytes usage();
}
