-- A step in a chain of revisions names the plan that it made. Steps written before this have no plan that could be told.
ALTER TABLE ai_revisions ADD COLUMN plan_id uuid REFERENCES ai_edit_plans (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX idx_ai_revisions_plan_id ON ai_revisions (plan_id);

-- A repeated request gets its first answer whole, with the tag that the next write must send.
ALTER TABLE idempotency_keys ADD COLUMN response_etag text;
