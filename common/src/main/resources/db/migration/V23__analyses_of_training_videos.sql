-- Who analyses a training video, and until when nobody else may. There is no message: workers look for rows that wait.
ALTER TABLE ai_training_data ADD COLUMN analysis_attempt integer NOT NULL DEFAULT 0 CHECK (analysis_attempt >= 0);
ALTER TABLE ai_training_data ADD COLUMN analysis_lease_expires_at timestamptz;
CREATE INDEX idx_ai_training_data_waiting ON ai_training_data (created_at)
    WHERE s3_key IS NOT NULL AND analysis_status IN ('none', 'queued', 'analysing');
