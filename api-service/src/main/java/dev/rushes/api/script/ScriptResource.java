package dev.rushes.api.script;

import dev.rushes.api.page.ListQuery;
import dev.rushes.api.task.Tasks;
import dev.rushes.common.http.EntityVersion;
import dev.rushes.common.http.Idempotent;
import dev.rushes.common.http.Links;
import dev.rushes.common.http.Page;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.security.Caller;
import dev.rushes.common.security.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

@Path("/api/v1")
@RunOnVirtualThread
@Tag(
        name = "Scripts",
        description = "An episode's scripts: text, Markdown, Fountain or Final Draft, up to 1 MB.")
class ScriptResource {
    private static final String MARKDOWN = "text/markdown";
    private static final String FOUNTAIN = "text/x-fountain";
    private static final String ANY_TEXT = "text/*";

    private final CreateOnce creation;
    private final FindScripts scripts;
    private final StoreScript storing;
    private final AnalyseScript analysis;
    private final ScriptScenes scenes;
    private final Links links;
    private final Caller caller;

    ScriptResource(
            CreateOnce creation,
            FindScripts scripts,
            StoreScript storing,
            AnalyseScript analysis,
            ScriptScenes scenes,
            Links links,
            Caller caller) {
        this.creation = creation;
        this.scripts = scripts;
        this.storing = storing;
        this.analysis = analysis;
        this.scenes = scenes;
        this.links = links;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/scripts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create a script",
            description =
                    "201 with Location. As JSON, as the text itself (text/plain, text/markdown or"
                            + " text/x-fountain, or Final Draft as text/xml, with ?filename=), or as a"
                            + " form with the part \"file\". 413 above 1 MB, 415 for anything but .txt, .md,"
                            + " .fountain and .fdx. XML that is broken or declares a document type is 422.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ScriptRequest.class)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(implementation = String.class)),
                @Content(mediaType = MARKDOWN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = FOUNTAIN, schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = MediaType.TEXT_XML,
                        schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        properties =
                                                @SchemaProperty(
                                                        name = "file",
                                                        type = SchemaType.STRING,
                                                        format = "binary")))
            })
    @APIResponse(
            responseCode = "201",
            description = "The script.",
            content = @Content(schema = @Schema(implementation = ScriptView.class)))
    public Response create(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            ScriptRequest request,
            @Context UriInfo call) {
        return creation.create(key, episodeId, ScriptText.of(request), call);
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/scripts")
    @Consumes({ANY_TEXT, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(hidden = true)
    public Response createFromText(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            @QueryParam("filename") @Nullable String filename,
            byte @Nullable [] text,
            @Context HttpHeaders headers,
            @Context UriInfo call) {
        return creation.create(
                key, episodeId, ScriptText.of(bytes(text), headers.getMediaType(), filename), call);
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/episodes/{id}/scripts")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response createFromForm(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") UUID episodeId,
            @RestForm("file") @Nullable FileUpload file,
            @Context UriInfo call) {
        return creation.create(key, episodeId, text(file), call);
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/episodes/{id}/scripts")
    @Operation(
            summary = "List an episode's scripts, oldest first",
            description = "Without their texts.")
    public Page<ScriptView> list(@PathParam("id") UUID episodeId, @BeanParam ListQuery list) {
        return scripts.list(episodeId, list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/scripts/{id}")
    @Operation(summary = "Read a script", description = "With an ETag for If-Match.")
    public ScriptView read(@PathParam("id") long id) {
        return scripts.one(id);
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Path("/scripts/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace a script's text",
            description =
                    "In one of the ways of its creation. The text before stays among its versions."
                            + " If-Match is required (428), and must match (412).")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ScriptRequest.class)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(implementation = String.class)),
                @Content(mediaType = MARKDOWN, schema = @Schema(implementation = String.class)),
                @Content(mediaType = FOUNTAIN, schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = MediaType.TEXT_XML,
                        schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema =
                                @Schema(
                                        type = SchemaType.OBJECT,
                                        properties =
                                                @SchemaProperty(
                                                        name = "file",
                                                        type = SchemaType.STRING,
                                                        format = "binary")))
            })
    public ScriptView replace(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ScriptRequest request) {
        return storing.replace(id, ifMatch, ScriptText.of(request), caller.subject());
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Path("/scripts/{id}")
    @Consumes({ANY_TEXT, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(hidden = true)
    public ScriptView replaceByText(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @QueryParam("filename") @Nullable String filename,
            byte @Nullable [] text,
            @Context HttpHeaders headers) {
        return storing.replace(
                id,
                ifMatch,
                ScriptText.of(bytes(text), headers.getMediaType(), filename),
                caller.subject());
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Path("/scripts/{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public ScriptView replaceByForm(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestForm("file") @Nullable FileUpload file) {
        return storing.replace(id, ifMatch, text(file), caller.subject());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/scripts/{id}/versions")
    @Operation(
            summary = "List the texts that a script has had, newest first",
            description =
                    "Without the texts. A script that was not written through this API has none until its"
                            + " text is replaced.")
    public Page<ScriptVersionView> versions(@PathParam("id") long id, @BeanParam ListQuery list) {
        return scripts.versions(id, list.page());
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/scripts/{id}/versions/{number}")
    @Operation(summary = "Read a text that a script has had")
    public ScriptVersionView version(@PathParam("id") long id, @PathParam("number") int number) {
        return scripts.version(id, number);
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Path("/scripts/{id}/ai-analysis")
    @Operation(
            summary = "Allow or forbid the analysis of a script",
            description = "If-Match is checked where it is sent (412).")
    public ScriptView enableAnalysis(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            AnalysisSwitch wanted) {
        return storing.enableAnalysis(id, ifMatch, wanted.enabled());
    }

    @POST
    @RolesAllowed(Role.EDITOR)
    @Path("/scripts/{id}/analyze")
    @Idempotent
    @Operation(
            summary = "Find the scenes of a script",
            description =
                    "202 with the Location of a task; GET /scripts/{id}/metadata shows what it found, in place of"
                            + " what was there. By rules, without a network; with useClaude a model is asked as"
                            + " well, and where it does not answer the rules decide and a warning says so.")
    @APIResponse(responseCode = "202", description = "A task does it.")
    @APIResponse(
            responseCode = "409",
            description = "analysis-not-enabled: the analysis of this script is off")
    public Response analyse(
            @HeaderParam(Idempotent.HEADER) @Nullable String key,
            @PathParam("id") long id,
            AnalysisWish wish,
            @Context UriInfo call) {
        return Response.accepted()
                .location(links.to(call, Tasks.path(analysis.start(id, wish))))
                .build();
    }

    @GET
    @RolesAllowed(Role.VIEWER)
    @Path("/scripts/{id}/metadata")
    @Operation(
            summary = "List the scenes of a script, in its order",
            description = "With the script's ETag.")
    public Response metadata(@PathParam("id") long id, @BeanParam ListQuery list) {
        return answer(scenes.list(id, list.page()));
    }

    @PUT
    @RolesAllowed(Role.EDITOR)
    @Path("/scripts/{id}/metadata")
    @Operation(
            summary = "Replace the scenes of a script",
            description =
                    "All of them, in the script's order. If-Match with the script's ETag is required"
                            + " (428), and must match (412).")
    public Response replaceMetadata(
            @PathParam("id") long id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            MetadataRequest request) {
        return answer(scenes.replace(id, ifMatch, request));
    }

    private static Response answer(ScriptScenes.Read read) {
        return Response.ok(read.page())
                .header(HttpHeaders.ETAG, EntityVersion.tag(read.version()))
                .build();
    }

    private static byte[] bytes(byte @Nullable [] body) {
        return body == null ? new byte[0] : body;
    }

    private static ScriptText text(@Nullable FileUpload file) {
        if (file == null) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The form has no script.",
                    List.of(new Problem.Fault("/file", "is required")));
        }
        if (file.size() > ScriptText.LARGEST) {
            throw ScriptText.tooLarge();
        }
        try {
            String type = file.contentType();
            return ScriptText.of(
                    Files.readAllBytes(file.uploadedFile()),
                    type == null || type.isEmpty() ? null : MediaType.valueOf(type),
                    file.fileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The file's media type cannot be read.");
        }
    }
}
