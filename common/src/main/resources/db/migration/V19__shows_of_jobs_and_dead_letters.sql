-- Callers whose token names shows see the jobs and dead letters of those alone. Found through a job's episode, a page of a
-- show with few of them read through those of all others: PostgreSQL cannot tell how many there are. Of a column of the
-- row itself it can.
ALTER TABLE video_processing_jobs ADD COLUMN show_id uuid REFERENCES shows (id) ON DELETE CASCADE;
ALTER TABLE dead_letters ADD COLUMN show_id uuid REFERENCES shows (id) ON DELETE CASCADE;

-- It is no change that anybody waits for.
ALTER TABLE video_processing_jobs DISABLE TRIGGER USER;
UPDATE video_processing_jobs j SET show_id = e.show_id FROM episodes e WHERE e.id = j.episode_id;
ALTER TABLE video_processing_jobs ENABLE TRIGGER USER;
UPDATE dead_letters d SET show_id = j.show_id FROM video_processing_jobs j WHERE j.id = d.job_id;
UPDATE dead_letters d SET show_id = e.show_id
    FROM scenes s JOIN episodes e ON e.id = s.episode_id WHERE s.id = d.scene_id;

CREATE INDEX idx_video_processing_jobs_list_show ON video_processing_jobs (show_id, created_at, id);
CREATE INDEX idx_dead_letters_list_show ON dead_letters (show_id, created_at, id);

CREATE FUNCTION rushes_job_show() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.show_id := (SELECT show_id FROM episodes WHERE id = NEW.episode_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER rushes_job_show
    BEFORE INSERT ON video_processing_jobs
    FOR EACH ROW EXECUTE FUNCTION rushes_job_show();

CREATE FUNCTION rushes_dead_letter_show() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.show_id := coalesce(
        (SELECT show_id FROM video_processing_jobs WHERE id = NEW.job_id),
        (SELECT e.show_id FROM scenes s JOIN episodes e ON e.id = s.episode_id WHERE s.id = NEW.scene_id));
    RETURN NEW;
END
$$;
CREATE TRIGGER rushes_dead_letter_show
    BEFORE INSERT ON dead_letters
    FOR EACH ROW EXECUTE FUNCTION rushes_dead_letter_show();

CREATE FUNCTION rushes_episode_moved() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE video_processing_jobs SET show_id = NEW.show_id WHERE episode_id = NEW.id;
    UPDATE dead_letters SET show_id = NEW.show_id
        WHERE job_id IN (SELECT id FROM video_processing_jobs WHERE episode_id = NEW.id)
           OR scene_id IN (SELECT id FROM scenes WHERE episode_id = NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER rushes_episode_moved
    AFTER UPDATE OF show_id ON episodes
    FOR EACH ROW
    WHEN (NEW.show_id IS DISTINCT FROM OLD.show_id)
    EXECUTE FUNCTION rushes_episode_moved();
