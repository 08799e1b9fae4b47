package dev.rushes.storage.s3;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** How browsers and other clients reach the object store; the calls of this service itself use quarkus.s3. */
@ConfigMapping(prefix = "rushes.s3")
interface S3Settings {
    /** Region that signatures are made for. */
    @WithDefault("us-east-1")
    String region();

    /** Endpoint in presigned URLs as clients see it; AWS's own where absent. */
    Optional<URI> publicEndpoint();

    /** Endpoint of the calls of this service, which presigned URLs fall back to. */
    Optional<URI> endpoint();

    /** Whether the bucket stands in the path instead of the host name. */
    @WithDefault("false")
    boolean pathStyle();
}
