-- What a planner decided in a plan, row by row: what, why, on which evidence, how sure, and what else could stand there.
-- chosen is what stands in the plan now, alternates what was offered besides, the best first.
CREATE TABLE plan_choices (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    plan_id uuid NOT NULL REFERENCES ai_edit_plans (id) ON DELETE CASCADE,
    scene_id uuid REFERENCES scenes (id) ON DELETE SET NULL,
    kind text NOT NULL CHECK (kind IN ('order', 'take', 'trim', 'length', 'transition', 'layers', 'music', 'note')),
    pointer text NOT NULL,
    what text NOT NULL,
    why text NOT NULL,
    evidence jsonb NOT NULL DEFAULT '{}',
    confidence numeric(3, 2) NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    chosen jsonb NOT NULL DEFAULT '{}',
    alternates jsonb NOT NULL DEFAULT '[]',
    status text NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'rejected', 'replaced')),
    decided_by text,
    decided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((status = 'proposed') = (decided_at IS NULL))
);
CREATE INDEX idx_plan_choices_plan_created ON plan_choices (plan_id, created_at, id);
CREATE INDEX idx_plan_choices_scene_id ON plan_choices (scene_id);
CREATE TRIGGER rushes_touch_updated_at BEFORE UPDATE ON plan_choices
    FOR EACH ROW EXECUTE FUNCTION rushes_touch_updated_at();
