-- What uploads and dispatch need: announced uploads, work owed to other systems, answers already given,
-- messages given up.

CREATE TABLE uploads (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('raw-footage', 'processed-video', 'training-video', 'asset')),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'stored', 'refused', 'aborted', 'expired')),
    show_id uuid REFERENCES shows (id) ON DELETE SET NULL,
    episode_id uuid REFERENCES episodes (id) ON DELETE SET NULL,
    scene_id uuid REFERENCES scenes (id) ON DELETE SET NULL,
    role text,
    video_id text,
    filename text NOT NULL,
    content_type text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
    sha256 text,
    bucket text NOT NULL,
    s3_key text NOT NULL,
    replace_existing boolean NOT NULL DEFAULT false,
    etag text,
    version_id text,
    refusal text,
    url_expires_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX idx_uploads_s3_key ON uploads (s3_key);
CREATE INDEX idx_uploads_show_id ON uploads (show_id);
CREATE INDEX idx_uploads_episode_id ON uploads (episode_id);
CREATE INDEX idx_uploads_scene_id ON uploads (scene_id);
CREATE INDEX idx_uploads_status ON uploads (status, created_at);

CREATE TABLE outbox (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    topic text NOT NULL CHECK (topic IN ('analyse-footage', 'delete-objects')),
    payload jsonb NOT NULL,
    available_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    locked_until timestamptz,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_outbox_available_at ON outbox (available_at);

CREATE TABLE idempotency_keys (
    service text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done')),
    response_status integer CHECK (response_status BETWEEN 100 AND 599),
    response_location text,
    response_content_type text,
    response_body text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    PRIMARY KEY (service, key)
);
CREATE INDEX idx_idempotency_keys_expires_at ON idempotency_keys (expires_at);

CREATE TABLE dead_letters (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    queue_role text NOT NULL CHECK (queue_role IN ('video-processing', 'media-analysis')),
    job_id uuid REFERENCES video_processing_jobs (id) ON DELETE CASCADE,
    scene_id uuid REFERENCES scenes (id) ON DELETE CASCADE,
    dispatch integer NOT NULL,
    reason text,
    receive_count integer NOT NULL DEFAULT 0 CHECK (receive_count >= 0),
    discarded_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (job_id, dispatch),
    UNIQUE (scene_id, dispatch),
    CHECK (job_id IS NULL OR scene_id IS NULL)
);
CREATE INDEX idx_dead_letters_created_at ON dead_letters (created_at);
