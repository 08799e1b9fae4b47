-- Addresses that a show tells what happens, and what each of them is owed. A delivery is written by the very statement
-- that changes the job or plan, whichever service makes it: either both are there or neither.
CREATE TABLE webhooks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    show_id uuid NOT NULL REFERENCES shows (id) ON DELETE CASCADE,
    url text NOT NULL,
    description text,
    events text[] NOT NULL CHECK (cardinality(events) > 0 AND events <@ ARRAY[
        'job.completed', 'job.failed', 'job.cancelled', 'plan.submitted', 'plan.approved', 'plan.rejected']),
    sealed_secret bytea NOT NULL,
    created_by text,
    -- Somebody delivers to it until then; afterwards, when somebody last did.
    busy_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_webhooks_show_id ON webhooks (show_id, created_at, id);

CREATE TABLE webhook_deliveries (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id uuid NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event text NOT NULL,
    -- Text, so that every try sends and signs the same bytes.
    body text NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'given_up')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz DEFAULT clock_timestamp(),
    last_attempt_at timestamptz,
    last_status_code integer,
    last_error text,
    ended_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)),
    CHECK ((status = 'pending') = (ended_at IS NULL))
);
CREATE INDEX idx_webhook_deliveries_webhook_id ON webhook_deliveries (webhook_id, created_at, id);
CREATE INDEX idx_webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX idx_webhook_deliveries_ended_at ON webhook_deliveries (ended_at) WHERE status <> 'pending';

CREATE FUNCTION rushes_utc(moment timestamptz) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- What is told is the row as it became; one row is owed for each webhook of the show that wants to hear it.
CREATE FUNCTION rushes_owe_deliveries(episode uuid, event_name text, told jsonb) RETURNS void
LANGUAGE sql AS $$
    WITH owed AS MATERIALIZED (
        SELECT gen_random_uuid() AS id, w.id AS webhook_id, w.show_id
        FROM episodes e JOIN webhooks w ON w.show_id = e.show_id
        WHERE e.id = episode AND event_name = ANY (w.events)
    )
    INSERT INTO webhook_deliveries (id, webhook_id, event, body)
    SELECT id, webhook_id, event_name,
           (jsonb_build_object('id', id, 'event', event_name, 'occurredAt', rushes_utc(clock_timestamp()),
                               'showId', show_id, 'episodeId', episode) || told)::text
    FROM owed
$$;

CREATE FUNCTION rushes_tell_of_job() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rushes_owe_deliveries(NEW.episode_id, 'job.' || NEW.status, jsonb_build_object('job', jsonb_build_object(
        'id', NEW.id,
        'editPlanId', NEW.edit_plan_id,
        'kind', NEW.kind,
        'status', NEW.status,
        'attempt', NEW.attempt,
        'outputKey', NEW.output_s3_key,
        'error', CASE WHEN NEW.error_type IS NOT NULL THEN jsonb_build_object(
            'type', 'urn:rushes:problem:' || NEW.error_type,
            'title', NEW.error_title,
            'detail', NEW.error_message,
            'retryable', coalesce(NEW.error_retryable, false)) END,
        'createdAt', rushes_utc(NEW.created_at),
        'startedAt', rushes_utc(NEW.started_at),
        'completedAt', rushes_utc(NEW.completed_at),
        'processingDurationSeconds', NEW.processing_duration_seconds)));
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_tell_of_job
    AFTER UPDATE ON video_processing_jobs
    FOR EACH ROW
    WHEN (NEW.status <> OLD.status AND NEW.status IN ('completed', 'failed', 'cancelled'))
    EXECUTE FUNCTION rushes_tell_of_job();

CREATE FUNCTION rushes_tell_of_plan() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rushes_owe_deliveries(
        NEW.episode_id,
        CASE NEW.status WHEN 'awaiting_approval' THEN 'plan.submitted' ELSE 'plan.' || NEW.status END,
        jsonb_build_object('plan', jsonb_build_object(
            'id', NEW.id,
            'status', NEW.status,
            'contentHash', NEW.content_hash,
            'revisionOf', NEW.revision_of,
            'revisionNumber', NEW.revision_number,
            'approvedBy', NEW.approved_by,
            'approvedAt', rushes_utc(NEW.approved_at),
            'feedbackType', NEW.feedback_type,
            'feedback', NEW.user_feedback)));
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_tell_of_plan
    AFTER UPDATE ON ai_edit_plans
    FOR EACH ROW
    WHEN (NEW.status <> OLD.status AND NEW.status IN ('awaiting_approval', 'approved', 'rejected'))
    EXECUTE FUNCTION rushes_tell_of_plan();
