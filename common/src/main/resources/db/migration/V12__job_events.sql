-- Every change of a job that its watchers see has a number of its own, 1, 2, 3, ..., and is kept for a while, so that
-- all instances and a watcher that comes back agree on what came after what. The row's own lock puts changes in order:
-- who writes number 7 has waited until number 6 is committed.
ALTER TABLE video_processing_jobs
    ADD COLUMN change_number bigint NOT NULL DEFAULT 0 CHECK (change_number >= 0),
    -- What the plan alone says of the work, before the history of finished jobs corrects it.
    ADD COLUMN predicted_seconds numeric(12, 3) CHECK (predicted_seconds >= 0);

CREATE TABLE job_events (
    job_id uuid NOT NULL REFERENCES video_processing_jobs (id) ON DELETE CASCADE,
    number bigint NOT NULL CHECK (number >= 1),
    snapshot jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (job_id, number)
);
CREATE INDEX idx_job_events_created_at ON job_events (created_at);

-- Heartbeats, dispatches and presigned URLs move other columns, and are no change.
CREATE FUNCTION rushes_count_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.change_number := OLD.change_number + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER rushes_count_change
    BEFORE UPDATE ON video_processing_jobs
    FOR EACH ROW
    WHEN ((OLD.status, OLD.phase, OLD.progress_percentage, OLD.speed, OLD.eta_seconds, OLD.attempt,
           OLD.segments_total, OLD.segments_reused, OLD.segments_rendered,
           OLD.error_type, OLD.error_title, OLD.error_message, OLD.error_retryable,
           OLD.output_s3_key, OLD.outputs, OLD.started_at, OLD.completed_at)
          IS DISTINCT FROM
          (NEW.status, NEW.phase, NEW.progress_percentage, NEW.speed, NEW.eta_seconds, NEW.attempt,
           NEW.segments_total, NEW.segments_reused, NEW.segments_rendered,
           NEW.error_type, NEW.error_title, NEW.error_message, NEW.error_retryable,
           NEW.output_s3_key, NEW.outputs, NEW.started_at, NEW.completed_at))
    EXECUTE FUNCTION rushes_count_change();

CREATE FUNCTION rushes_keep_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO job_events (job_id, number, snapshot) VALUES (NEW.id, NEW.change_number, jsonb_build_object(
        'status', NEW.status,
        'phase', NEW.phase,
        'progressPercentage', NEW.progress_percentage,
        'speed', NEW.speed,
        'etaSeconds', NEW.eta_seconds,
        'segmentsTotal', NEW.segments_total,
        'segmentsReused', NEW.segments_reused,
        'segmentsRendered', NEW.segments_rendered,
        'attempt', NEW.attempt,
        'errorType', NEW.error_type,
        'errorTitle', NEW.error_title,
        'errorMessage', NEW.error_message,
        'errorRetryable', NEW.error_retryable,
        'outputKey', NEW.output_s3_key,
        'outputs', NEW.outputs,
        'startedAt', NEW.started_at,
        'completedAt', NEW.completed_at,
        'processingDurationSeconds', NEW.processing_duration_seconds,
        'updatedAt', NEW.updated_at));
    PERFORM pg_notify('rushes_job_events', NEW.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_keep_change
    AFTER UPDATE ON video_processing_jobs
    FOR EACH ROW
    WHEN (NEW.change_number <> OLD.change_number)
    EXECUTE FUNCTION rushes_keep_change();

-- Who watches a job that is deleted is told that there is nothing to wait for.
CREATE FUNCTION rushes_say_gone() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rushes_job_events', OLD.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_say_gone
    AFTER DELETE ON video_processing_jobs
    FOR EACH ROW EXECUTE FUNCTION rushes_say_gone();

-- A browser's EventSource cannot send a token: it gets a ticket for one job and one minute, good for one use.
CREATE TABLE job_event_tickets (
    ticket_hash text PRIMARY KEY,
    job_id uuid NOT NULL REFERENCES video_processing_jobs (id) ON DELETE CASCADE,
    subject text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_job_event_tickets_job_id ON job_event_tickets (job_id);
CREATE INDEX idx_job_event_tickets_expires_at ON job_event_tickets (expires_at);

-- What an estimate is held against: the newest finished jobs of the same kind.
CREATE INDEX idx_video_processing_jobs_history ON video_processing_jobs (processing_method, kind, completed_at)
    WHERE status = 'completed' AND attempt = 1 AND predicted_seconds > 0;
