-- What part of a plan a job renders, and in which shapes; null is all of it, as the plan says.
ALTER TABLE video_processing_jobs
    ADD COLUMN render_range jsonb,
    ADD COLUMN render_variants jsonb;

-- A part of a programme is no episode's video.
ALTER TABLE video_processing_jobs DROP CONSTRAINT IF EXISTS video_processing_jobs_kind_check;
ALTER TABLE video_processing_jobs ADD CONSTRAINT video_processing_jobs_kind_check CHECK (kind IN ('full', 'draft', 'range'));
