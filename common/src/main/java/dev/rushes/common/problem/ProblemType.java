package dev.rushes.common.problem;

import java.net.URI;
import java.util.Locale;

/** Every kind of problem that a caller or a job can meet. The slug is part of the contract and never changes. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "A valid bearer token is needed"),
    FORBIDDEN(403, "The caller's roles do not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource does not know this method"),
    NOT_ACCEPTABLE(406, "The resource has no such representation"),
    WRONG_STATE(409, "The current state does not allow this"),
    PLAN_STALE(409, "The plan's footage has changed since it was submitted"),
    CONFLICT(409, "Something with these properties is there already"),
    SHOW_NOT_EMPTY(409, "The show still has episodes"),
    SCENE_HAS_FOOTAGE(409, "The scene has footage already"),
    FOOTAGE_NOT_ANALYSED(409, "Footage of this plan is not analysed"),
    UPLOAD_REFUSED(409, "What was uploaded is not what was announced"),
    UPLOAD_MISSING(409, "Nothing was uploaded yet"),
    AI_EDITING_DISABLED(409, "Plans of this episode are made by people only"),
    NO_TAKES(409, "The episode has no footage"),
    NO_ALTERNATE(409, "The planner has nothing else to offer here"),
    OBJECT_ARCHIVED(409, "The object is archived and must be restored first"),
    ANALYSIS_NOT_ENABLED(409, "The analysis of this script is not enabled"),
    IDEMPOTENCY_KEY_IN_USE(409, "A request with this key is still running"),
    PRECONDITION_FAILED(412, "The thing has changed since it was read"),
    TOO_LARGE(413, "The request body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    INVALID(422, "The document is well-formed but not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "This key was used with another body"),
    PRECONDITION_REQUIRED(428, "If-Match is required"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong on our side"),
    WEBHOOKS_NOT_CONFIGURED(503, "Webhooks are not set up"),
    UNAVAILABLE(503, "Something that this call needs does not answer"),

    // Ends of jobs, tasks and analyses; their status is what the API answers where one is asked for
    // as a
    // problem.
    BAD_MEDIA(422, "The footage cannot be used"),
    PLAN_NOT_RENDERABLE(422, "The plan cannot be rendered"),
    SOURCE_MISSING(422, "Footage of the plan is gone"),
    FEEDBACK_UNCLEAR(422, "The feedback does not say what to change"),
    NOTHING_TO_CHANGE(422, "The takes hold nothing that would answer the feedback"),
    GAVE_UP(500, "The work failed three times"),
    CANCELLED(409, "The job was cancelled");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** Whether it is how a job or an analysis ends, and no answer to a request. */
    public boolean endsWork() {
        return compareTo(BAD_MEDIA) >= 0;
    }

    public String title() {
        return title;
    }

    /** For example {@code wrong-state}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stable URI of RFC 9457's {@code type}; an URN, since it names the kind and leads nowhere. */
    public URI uri() {
        return URI.create("urn:rushes:problem:" + slug());
    }
}
