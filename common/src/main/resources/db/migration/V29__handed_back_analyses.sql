-- How often workers that stopped gave the analysis of a training video back. It does not count as a try, but a video whose
-- analysis makes every worker stop would otherwise be given from one to the next for ever.
ALTER TABLE ai_training_data ADD COLUMN analysis_handed_back integer NOT NULL DEFAULT 0 CHECK (analysis_handed_back >= 0);
