-- How long a job took is a fact of its two times, whoever writes them: counted here, and gone again
-- when a retry takes the times away.
CREATE FUNCTION calculate_processing_duration() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.started_at IS NOT NULL AND NEW.completed_at IS NOT NULL THEN
        NEW.processing_duration_seconds :=
            greatest(0, round(extract(epoch FROM NEW.completed_at - NEW.started_at)::numeric, 3));
    ELSE
        NEW.processing_duration_seconds := NULL;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER update_processing_duration
    BEFORE UPDATE ON video_processing_jobs
    FOR EACH ROW EXECUTE FUNCTION calculate_processing_duration();

-- Conditional updates go past the mapping; updated_at moves with them all the same. A writer that sets
-- it keeps its value.
CREATE FUNCTION rushes_touch_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at THEN
        NEW.updated_at := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;

DO $$
DECLARE
    tab text;
BEGIN
    FOREACH tab IN ARRAY ARRAY['shows', 'episodes', 'scenes', 'episode_scripts', 'ai_edit_plans', 'editing_decisions',
                               'ai_revisions', 'video_processing_jobs', 'ai_training_data', 'script_metadata',
                               'scene_layer_configuration', 'layer_presets', 'uploads']
    LOOP
        EXECUTE format('CREATE TRIGGER rushes_touch_updated_at BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION rushes_touch_updated_at()', tab);
    END LOOP;
END
$$;
