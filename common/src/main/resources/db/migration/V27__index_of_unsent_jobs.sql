-- The sweep asks for running jobs too, whose hand-back was not sent: with an index of the queued ones alone it read every
-- waiting job of the table, every fifteen seconds.
DROP INDEX IF EXISTS idx_video_processing_jobs_unsent;
CREATE INDEX idx_video_processing_jobs_unsent ON video_processing_jobs (created_at)
    WHERE status IN ('queued', 'processing') AND dispatched_at IS NULL;
