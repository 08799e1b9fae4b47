package dev.rushes.api.download;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What we ask of storage-service, with the caller's own token. */
@RegisterRestClient(configKey = "storage-service")
@RegisterClientHeaders
@Path("/api/v1")
interface StorageService {
    @POST
    @Path("/downloads")
    PresignedUrl download(DownloadRequest request);

    @GET
    @Path("/objects/{bucket}/{key}")
    KeptObject object(@PathParam("bucket") String bucket, @PathParam("key") String key);
}
