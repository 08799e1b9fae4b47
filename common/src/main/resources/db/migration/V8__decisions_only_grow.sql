-- The log of editing decisions only grows. Rows go with their episode and lose their deleted take, both by foreign
-- key, whose own triggers call this one a level deeper than a statement does.
CREATE FUNCTION refuse_change_of_decisions() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'editing_decisions is append-only';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER editing_decisions_append_only
    BEFORE UPDATE OR DELETE ON editing_decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decisions();

-- What the list of an episode's decisions reads, in its order.
CREATE INDEX idx_editing_decisions_episode_created ON editing_decisions (episode_id, created_at, id);
