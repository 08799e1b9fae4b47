package dev.rushes.api.script;

import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the three ways to send a script meet: one key stands for one script, however it is sent. */
@ApplicationScoped
class CreateOnce {
    private final StoreScript storing;
    private final Links links;
    private final Caller caller;

    CreateOnce(StoreScript storing, Links links, Caller caller) {
        this.storing = storing;
        this.links = links;
        this.caller = caller;
    }

    @Idempotent
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            UUID episodeId,
            ScriptText text,
            @Context UriInfo call) {
        ScriptView script = storing.create(episodeId, text, caller.subject());
        return Response.created(links.to(call, "api/v1/scripts/" + script.id()))
                .entity(script)
                .build();
    }
}
