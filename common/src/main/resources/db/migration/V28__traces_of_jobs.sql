-- Whose request a job is, as W3C Trace Context says it: a message that the sweep sends again still belongs to it.
ALTER TABLE video_processing_jobs
    ADD COLUMN trace_parent text CHECK (trace_parent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
