-- Every list is read in the order of creation from where the page before ended, so each needs an index that ends with
-- (created_at, id) and begins with what the list is of or chosen by. Else a page costs a sort of all that is there.

CREATE INDEX idx_episode_script_versions_list ON episode_script_versions (script_id, created_at, id);
CREATE INDEX idx_script_metadata_list ON script_metadata (script_id, created_at, id);
CREATE INDEX idx_ai_edit_plans_list ON ai_edit_plans (episode_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX idx_ai_revisions_list ON ai_revisions (original_plan_id, created_at, id);

-- Decisions are read by episode: of one type, of one person, of one take, suggested or not.
CREATE INDEX idx_editing_decisions_episode_type ON editing_decisions (episode_id, action_type, created_at, id);
CREATE INDEX idx_editing_decisions_episode_user ON editing_decisions (episode_id, user_id, created_at, id);
CREATE INDEX idx_editing_decisions_episode_scene ON editing_decisions (episode_id, scene_id, created_at, id);
CREATE INDEX idx_editing_decisions_episode_suggested ON editing_decisions (episode_id, ai_suggested, created_at, id);

-- Those for jobs by one choice come with the reports.
CREATE INDEX idx_video_processing_jobs_list_episode_status ON video_processing_jobs (episode_id, status, created_at, id);

CREATE INDEX idx_layer_presets_list ON layer_presets (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX idx_layer_presets_list_category ON layer_presets (category, created_at, id) WHERE deleted_at IS NULL;

CREATE INDEX idx_ai_training_data_list ON ai_training_data (created_at, id);
CREATE INDEX idx_ai_training_data_list_source ON ai_training_data (source_type, created_at, id);
CREATE INDEX idx_ai_training_data_list_style ON ai_training_data (is_user_style, created_at, id);
CREATE INDEX idx_ai_training_data_list_show ON ai_training_data (show_id, created_at, id);

-- The four tables that may be a studio's own: there a row may have no time, and counts as the oldest. A time without a
-- zone means another moment with every setting of the session, so no index can hold it; such lists stay sorted.
DO $$
DECLARE
    list record;
BEGIN
    FOR list IN SELECT * FROM (VALUES ('shows', '', ''),
                                      ('episodes', '', 'WHERE deleted_at IS NULL'),
                                      ('episodes', 'show_id', 'WHERE deleted_at IS NULL'),
                                      ('scenes', 'episode_id', ''),
                                      ('episode_scripts', 'episode_id', '')) AS l (tab, owner, condition)
    LOOP
        IF EXISTS (SELECT 1 FROM pg_attribute
                   WHERE attrelid = to_regclass(list.tab) AND attname = 'created_at'
                     AND atttypid = 'timestamptz'::regtype AND NOT attisdropped) THEN
            EXECUTE format('CREATE INDEX %I ON %I (%s COALESCE(created_at, TIMESTAMPTZ %L), id) %s',
                           'idx_' || list.tab || '_list' || CASE WHEN list.owner = '' THEN '' ELSE '_' || list.owner END,
                           list.tab,
                           CASE WHEN list.owner = '' THEN '' ELSE quote_ident(list.owner) || ',' END,
                           '1970-01-01 00:00:00+00', list.condition);
        END IF;
    END LOOP;
END
$$;
