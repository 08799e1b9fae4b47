-- Scripts of Final Draft are kept as they came, like the others.
ALTER TABLE episode_script_versions
    DROP CONSTRAINT episode_script_versions_text_format_check,
    ADD CONSTRAINT episode_script_versions_text_format_check
        CHECK (text_format IN ('txt', 'md', 'fountain', 'fdx'));

-- Every call of a language model that was made: what it was for, how it ended, and what it cost. A row stays when its
-- episode goes: the money is spent.
CREATE TABLE model_calls (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    purpose text NOT NULL CHECK (purpose ~ '^[a-z][a-z0-9-]{0,63}$'),
    prompt text NOT NULL,
    model text NOT NULL,
    episode_id uuid REFERENCES episodes (id) ON DELETE SET NULL,
    attempt integer NOT NULL CHECK (attempt >= 1),
    outcome text NOT NULL CHECK (outcome IN (
        'answered', 'refused', 'cut_off', 'unreadable', 'rate_limited', 'overloaded', 'timed_out', 'failed')),
    response_code integer,
    request_id text,
    input_tokens bigint NOT NULL DEFAULT 0 CHECK (input_tokens >= 0),
    output_tokens bigint NOT NULL DEFAULT 0 CHECK (output_tokens >= 0),
    cost_usd numeric(12, 6) NOT NULL DEFAULT 0 CHECK (cost_usd >= 0),
    took_milliseconds integer NOT NULL CHECK (took_milliseconds >= 0),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_model_calls_episode_id ON model_calls (episode_id);
CREATE INDEX idx_model_calls_created_at ON model_calls (created_at, id);
