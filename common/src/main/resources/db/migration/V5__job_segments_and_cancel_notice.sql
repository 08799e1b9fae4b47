-- Where a render's segments come from; null until that is known.
ALTER TABLE video_processing_jobs
    ADD COLUMN segments_total integer CHECK (segments_total >= 0),
    ADD COLUMN segments_reused integer CHECK (segments_reused >= 0),
    ADD COLUMN segments_rendered integer CHECK (segments_rendered >= 0),
    ADD CONSTRAINT video_processing_jobs_segments_check CHECK (segments_reused + segments_rendered <= segments_total);

-- A worker that listens knows at once that its job is to end; one that does not sees it at its next look.
CREATE FUNCTION rushes_notify_cancel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rushes_jobs', NEW.id::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER rushes_notify_cancel
    AFTER UPDATE ON video_processing_jobs
    FOR EACH ROW
    WHEN (NEW.cancel_requested_at IS NOT NULL AND OLD.cancel_requested_at IS NULL)
    EXECUTE FUNCTION rushes_notify_cancel();
