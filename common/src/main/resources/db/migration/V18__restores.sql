-- Archived objects that somebody wants back for a while, and the renders that wait for them.
CREATE TABLE object_restores (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    bucket text NOT NULL CHECK (bucket IN ('raw-footage', 'processed-videos', 'training-data')),
    s3_key text NOT NULL,
    version_id text,
    status text NOT NULL DEFAULT 'wanted' CHECK (status IN ('wanted', 'restoring', 'restored', 'failed')),
    days integer NOT NULL CHECK (days BETWEEN 1 AND 365),
    tier text NOT NULL CHECK (tier IN ('expedited', 'standard', 'bulk')),
    requested_at timestamptz,
    expected_at timestamptz,
    restored_until timestamptz,
    error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
-- One row for an object however often it is restored.
CREATE UNIQUE INDEX idx_object_restores_object ON object_restores (bucket, s3_key, coalesce(version_id, ''));
CREATE INDEX idx_object_restores_open ON object_restores (updated_at) WHERE status IN ('wanted', 'restoring');

CREATE TABLE restore_waits (
    job_id uuid NOT NULL REFERENCES video_processing_jobs (id) ON DELETE CASCADE,
    restore_id uuid NOT NULL REFERENCES object_restores (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, restore_id)
);
CREATE INDEX idx_restore_waits_restore_id ON restore_waits (restore_id);

-- While a job waits for restores it has no message, so nothing may send it one.
ALTER TABLE video_processing_jobs ADD COLUMN restore_expected_at timestamptz;
CREATE INDEX idx_video_processing_jobs_restoring ON video_processing_jobs (created_at)
    WHERE status = 'queued' AND phase = 'restoring';
