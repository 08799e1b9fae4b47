package dev.rushes.common.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Addresses of our own resources as the caller can reach them, through whatever gateway stands before us. */
@Singleton
public class Links {
    private final Optional<URI> publicBase;

    public Links(@ConfigProperty(name = "rushes.http.public-base-url") Optional<URI> publicBase) {
        this.publicBase = publicBase;
    }

    /**
     * The absolute address of a path.
     *
     * @param call this request; its base follows {@code Forwarded} and {@code X-Forwarded-*}
     * @param path below the service's root, without a leading slash
     */
    public URI to(UriInfo call, String path) {
        String base = publicBase.orElseGet(call::getBaseUri).toString();
        return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
    }
}
