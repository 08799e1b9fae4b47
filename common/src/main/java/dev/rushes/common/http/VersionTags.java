package dev.rushes.common.http;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Puts the {@code ETag} on every answer that shows a row which people edit. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class VersionTags implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        if (answer.getEntity() instanceof Versioned row) {
            answer.getHeaders().putSingle(HttpHeaders.ETAG, EntityVersion.tag(row.version()));
        }
    }
}
