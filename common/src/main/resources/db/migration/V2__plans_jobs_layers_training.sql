-- The eight tables of the edit: plans with their decisions and revisions, jobs, layers, training data,
-- script metadata. Deleting an episode removes every row that belongs to it.

CREATE TABLE ai_edit_plans (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    episode_id uuid NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    edit_structure jsonb NOT NULL,
    content_hash text NOT NULL,
    overall_confidence_score numeric(3, 2) CHECK (overall_confidence_score BETWEEN 0 AND 1),
    status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'awaiting_approval', 'approved', 'rejected')),
    generated_by text,
    generation_prompt text,
    feedback_type text CHECK (feedback_type ~ '^[a-z][a-z0-9_]{0,63}$'),
    user_feedback text,
    approved_at timestamptz,
    approved_by text,
    revision_of uuid REFERENCES ai_edit_plans (id) ON DELETE SET NULL,
    revision_number integer CHECK (revision_number >= 1),
    deleted_at timestamptz,
    version integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((status = 'approved') = (approved_at IS NOT NULL))
);
CREATE INDEX idx_ai_edit_plans_episode_status ON ai_edit_plans (episode_id, status);
CREATE INDEX idx_ai_edit_plans_revision_of ON ai_edit_plans (revision_of);

CREATE TABLE editing_decisions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    episode_id uuid NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    scene_id uuid REFERENCES scenes (id) ON DELETE SET NULL,
    action_type text NOT NULL CHECK (action_type ~ '^[A-Z][A-Z0-9_]{0,63}$'),
    before_state jsonb,
    after_state jsonb,
    context jsonb,
    ai_suggested boolean NOT NULL DEFAULT false,
    user_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_editing_decisions_episode_id ON editing_decisions (episode_id);
CREATE INDEX idx_editing_decisions_scene_id ON editing_decisions (scene_id);
CREATE INDEX idx_editing_decisions_action_type ON editing_decisions (action_type);
CREATE INDEX idx_editing_decisions_user_id ON editing_decisions (user_id);
CREATE INDEX idx_editing_decisions_created_at ON editing_decisions (created_at);

CREATE TABLE ai_revisions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    original_plan_id uuid NOT NULL REFERENCES ai_edit_plans (id) ON DELETE CASCADE,
    revision_number integer NOT NULL CHECK (revision_number >= 1),
    feedback_type text CHECK (feedback_type ~ '^[a-z][a-z0-9_]{0,63}$'),
    user_feedback_text text,
    revised_plan jsonb NOT NULL,
    confidence_score_before numeric(3, 2) CHECK (confidence_score_before BETWEEN 0 AND 1),
    confidence_score_after numeric(3, 2) CHECK (confidence_score_after BETWEEN 0 AND 1),
    changes_summary text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX idx_ai_revisions_original_plan_id ON ai_revisions (original_plan_id, revision_number);

CREATE TABLE video_processing_jobs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    episode_id uuid NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    edit_plan_id uuid NOT NULL REFERENCES ai_edit_plans (id) ON DELETE CASCADE,
    kind text NOT NULL DEFAULT 'full' CHECK (kind IN ('full', 'draft')),
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'cancelled')),
    phase text NOT NULL DEFAULT 'waiting'
        CHECK (phase IN ('waiting', 'restoring', 'downloading', 'rendering', 'joining', 'checking', 'uploading')),
    processing_method text NOT NULL DEFAULT 'worker' CHECK (processing_method IN ('worker', 'lambda', 'ec2')),
    plan_hash text,
    requested_by text,
    complexity_score numeric(3, 2) CHECK (complexity_score BETWEEN 0 AND 1),
    estimated_duration_seconds integer CHECK (estimated_duration_seconds >= 0),
    processing_duration_seconds numeric(12, 3),
    progress_percentage integer NOT NULL DEFAULT 0 CHECK (progress_percentage BETWEEN 0 AND 100),
    speed numeric(10, 3) CHECK (speed >= 0),
    eta_seconds integer CHECK (eta_seconds >= 0),
    dispatch integer NOT NULL DEFAULT 0 CHECK (dispatch >= 0),
    dispatched_at timestamptz,
    attempt integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    worker_id text,
    lease_expires_at timestamptz,
    cancel_requested_at timestamptz,
    error_type text,
    error_title text,
    error_message text,
    error_retryable boolean,
    output_s3_key text,
    output_version_id text,
    output_size_bytes bigint CHECK (output_size_bytes >= 0),
    output_sha256 text,
    output_url text,
    output_url_expires_at timestamptz,
    outputs jsonb,
    started_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (status <> 'completed' OR (output_s3_key IS NOT NULL AND progress_percentage = 100))
);
CREATE INDEX idx_video_processing_jobs_episode_id ON video_processing_jobs (episode_id);
CREATE INDEX idx_video_processing_jobs_edit_plan_id ON video_processing_jobs (edit_plan_id);
CREATE INDEX idx_video_processing_jobs_status ON video_processing_jobs (status);
CREATE INDEX idx_video_processing_jobs_processing_method ON video_processing_jobs (processing_method);
-- A queue's group lock can be lost, the table's cannot: one render of an episode at a time.
CREATE UNIQUE INDEX idx_video_processing_jobs_one_processing ON video_processing_jobs (episode_id) WHERE status = 'processing';
CREATE INDEX idx_video_processing_jobs_lease ON video_processing_jobs (lease_expires_at) WHERE status = 'processing';
CREATE INDEX idx_video_processing_jobs_unsent ON video_processing_jobs (created_at) WHERE status = 'queued' AND dispatched_at IS NULL;

CREATE TABLE ai_training_data (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    video_id text NOT NULL UNIQUE,
    source_type text NOT NULL CHECK (source_type IN ('youtube_user', 'youtube_inspiration', 'manual_upload')),
    video_title text,
    video_url text,
    s3_key text,
    duration_seconds numeric(10, 2) CHECK (duration_seconds >= 0),
    avg_clip_duration numeric(10, 2) CHECK (avg_clip_duration >= 0),
    total_clips integer CHECK (total_clips >= 0),
    pacing_rhythm text CHECK (pacing_rhythm IN ('fast', 'medium', 'slow', 'dynamic')),
    transition_patterns jsonb,
    overlay_usage jsonb,
    text_style jsonb,
    music_presence boolean,
    is_user_style boolean NOT NULL DEFAULT false,
    show_id uuid REFERENCES shows (id) ON DELETE CASCADE,
    analysis_status text NOT NULL DEFAULT 'none' CHECK (analysis_status IN ('none', 'queued', 'analysing', 'done', 'failed')),
    analysis_error text,
    analyzed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_ai_training_data_source_type ON ai_training_data (source_type);
CREATE INDEX idx_ai_training_data_is_user_style ON ai_training_data (is_user_style);
CREATE INDEX idx_ai_training_data_analyzed_at ON ai_training_data (analyzed_at);
CREATE INDEX idx_ai_training_data_show_id ON ai_training_data (show_id);

-- A script's key is an integer in most studios' databases, a bigint or uuid in others.
DO $$
DECLARE
    key_type text;
BEGIN
    SELECT format_type(a.atttypid, a.atttypmod) INTO STRICT key_type
    FROM pg_attribute a WHERE a.attrelid = to_regclass('episode_scripts') AND a.attname = 'id';
    EXECUTE format($table$
        CREATE TABLE script_metadata (
            id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            script_id %s NOT NULL REFERENCES episode_scripts (id) ON DELETE CASCADE,
            scene_id text NOT NULL,
            scene_type text NOT NULL CHECK (scene_type IN ('intro', 'main', 'transition', 'outro')),
            duration_target_seconds numeric(10, 2) CHECK (duration_target_seconds >= 0),
            energy_level text CHECK (energy_level IN ('high', 'medium', 'low')),
            estimated_clips_needed integer CHECK (estimated_clips_needed >= 0),
            visual_requirements jsonb,
            created_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        )$table$, key_type);
END
$$;
CREATE INDEX idx_script_metadata_script_scene ON script_metadata (script_id, scene_id);
CREATE INDEX idx_script_metadata_scene_type ON script_metadata (scene_type);

CREATE TABLE scene_layer_configuration (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    scene_id uuid NOT NULL REFERENCES scenes (id) ON DELETE CASCADE,
    layers jsonb NOT NULL DEFAULT '{}',
    composite_complexity text NOT NULL DEFAULT 'simple' CHECK (composite_complexity IN ('simple', 'medium', 'complex')),
    estimated_render_time_seconds integer CHECK (estimated_render_time_seconds >= 0),
    version integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX idx_scene_layer_configuration_scene_id ON scene_layer_configuration (scene_id);

CREATE TABLE layer_presets (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    description text,
    category text NOT NULL CHECK (category IN ('intro', 'main_content', 'product_showcase', 'outro')),
    layer_template jsonb NOT NULL,
    placeholders jsonb NOT NULL DEFAULT '[]',
    preview_url text,
    is_system_preset boolean NOT NULL DEFAULT false,
    times_used integer NOT NULL DEFAULT 0 CHECK (times_used >= 0),
    created_by text,
    deleted_at timestamptz,
    version integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_layer_presets_category ON layer_presets (category);
CREATE INDEX idx_layer_presets_is_system_preset ON layer_presets (is_system_preset);

-- An episode points at its plan and at the job of its final video. Where a studio's own column of that
-- name already holds ids that mean nothing here, they stay and only new ones are checked.
DO $$
DECLARE
    ref record;
    lost boolean;
BEGIN
    FOR ref IN SELECT * FROM (VALUES ('current_ai_edit_plan_id', 'ai_edit_plans'),
                                     ('final_video_job_id', 'video_processing_jobs')) AS r (col, target)
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM episodes WHERE %I IS NOT NULL)', ref.col) INTO lost;
        EXECUTE format('ALTER TABLE episodes ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %I (id) ON DELETE SET NULL%s',
                       'fk_episodes_' || ref.col, ref.col, ref.target, CASE WHEN lost THEN ' NOT VALID' ELSE '' END);
    END LOOP;
END
$$;
