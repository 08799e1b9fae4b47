-- Work that outlives its request, what became of dead letters, and figures over many jobs that are not counted anew.

-- Work that may take longer than a gateway waits; a row survives the process that works at it.
CREATE TABLE background_tasks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{0,63}$'),
    input jsonb NOT NULL DEFAULT '{}',
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    progress_percentage integer NOT NULL DEFAULT 0 CHECK (progress_percentage BETWEEN 0 AND 100),
    result_path text,
    error jsonb,
    created_by text,
    attempt integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    locked_until timestamptz,
    finished_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((status IN ('completed', 'failed')) = (finished_at IS NOT NULL))
);
CREATE INDEX idx_background_tasks_open ON background_tasks (created_at) WHERE status IN ('queued', 'running');
CREATE INDEX idx_background_tasks_finished_at ON background_tasks (finished_at) WHERE finished_at IS NOT NULL;
CREATE TRIGGER rushes_touch_updated_at BEFORE UPDATE ON background_tasks
    FOR EACH ROW EXECUTE FUNCTION rushes_touch_updated_at();

-- discarded_at is when a letter came to its end, resolution how. Its message is removed from the queue afterwards.
ALTER TABLE dead_letters
    ADD COLUMN resolution text CHECK (resolution IN ('redriven', 'discarded')),
    ADD COLUMN resolved_by text,
    ADD COLUMN message_gone_at timestamptz;
UPDATE dead_letters SET resolution = 'discarded' WHERE discarded_at IS NOT NULL;
ALTER TABLE dead_letters
    ADD CONSTRAINT dead_letters_resolved_check CHECK ((resolution IS NULL) = (discarded_at IS NULL));
CREATE INDEX idx_dead_letters_open ON dead_letters (created_at, id) WHERE discarded_at IS NULL;
CREATE INDEX idx_dead_letters_to_remove ON dead_letters (queue_role)
    WHERE discarded_at IS NOT NULL AND message_gone_at IS NULL;

-- Lists of jobs, in their order.
CREATE INDEX IF NOT EXISTS idx_video_processing_jobs_created_at ON video_processing_jobs (created_at, id);
CREATE INDEX IF NOT EXISTS idx_video_processing_jobs_status_created ON video_processing_jobs (status, created_at, id);
CREATE INDEX IF NOT EXISTS idx_video_processing_jobs_episode_created
    ON video_processing_jobs (episode_id, created_at, id);
-- What the sweep and the age of a queue ask for, every few seconds.
CREATE INDEX idx_video_processing_jobs_waiting ON video_processing_jobs (dispatched_at) WHERE status = 'queued';
CREATE INDEX IF NOT EXISTS idx_scenes_analysis_waiting ON scenes (analysis_status, analysis_dispatched_at)
    WHERE analysis_status IN ('queued', 'analysing');

-- Seconds of programme that a job made, of all its videos; the worker tells them with its files.
ALTER TABLE video_processing_jobs ADD COLUMN video_seconds numeric(12, 3) CHECK (video_seconds >= 0);
CREATE FUNCTION rushes_count_video_seconds() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.video_seconds := (
        SELECT sum((file ->> 'durationSeconds')::numeric)
        FROM jsonb_array_elements(CASE jsonb_typeof(NEW.outputs) WHEN 'array' THEN NEW.outputs ELSE '[]' END) AS file
        WHERE file ->> 'kind' = 'video' AND jsonb_typeof(file -> 'durationSeconds') = 'number');
    RETURN NEW;
END
$$;
CREATE TRIGGER rushes_count_video_seconds
    BEFORE UPDATE ON video_processing_jobs
    FOR EACH ROW
    WHEN (NEW.outputs IS DISTINCT FROM OLD.outputs)
    EXECUTE FUNCTION rushes_count_video_seconds();
CREATE INDEX idx_video_processing_jobs_ended ON video_processing_jobs (completed_at)
    INCLUDE (status, processing_duration_seconds, video_seconds)
    WHERE status IN ('completed', 'failed');

-- How many jobs there are of each status: the sum of what every change added or took away. Adding a row makes nobody
-- wait for anybody, as one number per status would; the sweep adds the rows up.
CREATE TABLE job_status_counts (
    status text NOT NULL CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'cancelled')),
    jobs bigint NOT NULL
);
INSERT INTO job_status_counts SELECT status, count(*) FROM video_processing_jobs GROUP BY status;

-- The figures of a week, and the weeks whose figures have changed since.
CREATE TABLE processing_weeks (
    week date PRIMARY KEY,
    jobs bigint NOT NULL,
    failures bigint NOT NULL,
    median_seconds numeric(12, 3),
    p95_seconds numeric(12, 3),
    video_seconds numeric(18, 3) NOT NULL,
    work_seconds numeric(18, 3) NOT NULL,
    counted_at timestamptz NOT NULL,
    took_milliseconds integer NOT NULL
);
CREATE TABLE processing_week_changes (
    week date NOT NULL
);
CREATE INDEX idx_processing_week_changes_week ON processing_week_changes (week);
CREATE FUNCTION rushes_week_of(at timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE AS $$ SELECT date_trunc('week', at AT TIME ZONE 'UTC')::date $$;
INSERT INTO processing_week_changes
    SELECT DISTINCT rushes_week_of(completed_at) FROM video_processing_jobs
    WHERE status IN ('completed', 'failed') AND completed_at IS NOT NULL;

CREATE FUNCTION rushes_jobs_added() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO job_status_counts SELECT status, count(*) FROM added GROUP BY status;
    INSERT INTO processing_week_changes
        SELECT DISTINCT rushes_week_of(completed_at) FROM added
        WHERE status IN ('completed', 'failed') AND completed_at IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_jobs_added
    AFTER INSERT ON video_processing_jobs
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION rushes_jobs_added();

CREATE FUNCTION rushes_jobs_removed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO job_status_counts SELECT status, -count(*) FROM removed GROUP BY status;
    INSERT INTO processing_week_changes
        SELECT DISTINCT rushes_week_of(completed_at) FROM removed
        WHERE status IN ('completed', 'failed') AND completed_at IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_jobs_removed
    AFTER DELETE ON video_processing_jobs
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION rushes_jobs_removed();

CREATE FUNCTION rushes_job_moved() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status THEN
        INSERT INTO job_status_counts VALUES (OLD.status, -1), (NEW.status, 1);
    END IF;
    INSERT INTO processing_week_changes
        SELECT DISTINCT rushes_week_of(at)
        FROM (VALUES (OLD.status, OLD.completed_at), (NEW.status, NEW.completed_at)) AS ends (status, at)
        WHERE status IN ('completed', 'failed') AND at IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_job_moved
    AFTER UPDATE ON video_processing_jobs
    FOR EACH ROW
    WHEN (NEW.status <> OLD.status OR NEW.completed_at IS DISTINCT FROM OLD.completed_at)
    EXECUTE FUNCTION rushes_job_moved();

CREATE FUNCTION rushes_jobs_truncated() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM job_status_counts;
    DELETE FROM processing_weeks;
    DELETE FROM processing_week_changes;
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_jobs_truncated
    AFTER TRUNCATE ON video_processing_jobs
    FOR EACH STATEMENT EXECUTE FUNCTION rushes_jobs_truncated();
