package dev.rushes.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that the migrations make in an empty database. */
final class SchemaTest {

    private static Postgres database;

    @BeforeAll
    static void migrate() {
        database = Postgres.migrated();
    }

    @Test
    void allTablesAreThere() {
        assertThat(
                        database.texts(
                                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
                .containsExactly(
                        "ai_edit_plans",
                        "ai_revisions",
                        "ai_training_data",
                        "background_tasks",
                        "dead_letters",
                        "editing_decisions",
                        "episode_script_versions",
                        "episode_scripts",
                        "episodes",
                        "idempotency_keys",
                        "job_event_tickets",
                        "job_events",
                        "job_status_counts",
                        "layer_presets",
                        "model_calls",
                        "object_restores",
                        "outbox",
                        "plan_choices",
                        "processing_week_changes",
                        "processing_weeks",
                        "request_counts",
                        "restore_waits",
                        "rushes_schema_history",
                        "scene_layer_configuration",
                        "scenes",
                        "script_metadata",
                        "shows",
                        "storage_inventory",
                        "storage_usage",
                        "uploads",
                        "video_processing_jobs",
                        "webhook_deliveries",
                        "webhooks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ai_edit_plans             | (episode_id, status)
                    ai_edit_plans             | (revision_of)
                    editing_decisions         | (episode_id)
                    editing_decisions         | (scene_id)
                    editing_decisions         | (action_type)
                    editing_decisions         | (user_id)
                    editing_decisions         | (created_at)
                    editing_decisions         | (episode_id, created_at, id)
                    ai_revisions              | (original_plan_id, revision_number)
                    ai_revisions              | (plan_id)
                    video_processing_jobs     | (episode_id)
                    video_processing_jobs     | (edit_plan_id)
                    video_processing_jobs     | (status)
                    video_processing_jobs     | (processing_method)
                    ai_training_data          | (source_type)
                    ai_training_data          | (is_user_style)
                    ai_training_data          | (analyzed_at)
                    ai_training_data          | (show_id)
                    ai_training_data          | (video_id)
                    script_metadata           | (script_id, scene_id)
                    script_metadata           | (scene_type)
                    scene_layer_configuration | (scene_id)
                    layer_presets             | (category)
                    layer_presets             | (is_system_preset)
                    shows                     | (slug)
                    episodes                  | (show_id)
                    episodes                  | (ai_edit_enabled)
                    episodes                  | (current_ai_edit_plan_id)
                    episodes                  | (rendering_status)
                    episodes                  | (final_video_job_id)
                    scenes                    | (episode_id)
                    scenes                    | (source_filename)
                    scenes                    | (take_number)
                    scenes                    | (ai_selected)
                    episode_scripts           | (episode_id)
                    episode_scripts           | (ai_analysis_enabled)
                    episode_script_versions   | (script_id, text_number)
                    uploads                   | (s3_key)
                    uploads                   | (show_id)
                    uploads                   | (episode_id)
                    uploads                   | (scene_id)
                    outbox                    | (available_at)
                    idempotency_keys          | (expires_at)
                    dead_letters              | (job_id, dispatch)
                    dead_letters              | (scene_id, dispatch)
                    dead_letters              | (show_id, created_at, id)
                    video_processing_jobs     | (created_at, id)
                    video_processing_jobs     | (status, created_at, id)
                    video_processing_jobs     | (episode_id, created_at, id)
                    video_processing_jobs     | (show_id, created_at, id)
                    processing_week_changes   | (week)
                    plan_choices              | (plan_id, created_at, id)
                    plan_choices              | (scene_id)
                    model_calls               | (episode_id)
                    model_calls               | (created_at, id)
                    job_events                | (job_id, number)
                    job_events                | (created_at)
                    job_event_tickets         | (job_id)
                    job_event_tickets         | (expires_at)
                    webhooks                  | (show_id, created_at, id)
                    webhook_deliveries        | (webhook_id, created_at, id)
                    episode_script_versions   | (script_id, created_at, id)
                    script_metadata           | (script_id, created_at, id)
                    ai_revisions              | (original_plan_id, created_at, id)
                    editing_decisions         | (episode_id, action_type, created_at, id)
                    editing_decisions         | (episode_id, user_id, created_at, id)
                    editing_decisions         | (episode_id, scene_id, created_at, id)
                    editing_decisions         | (episode_id, ai_suggested, created_at, id)
                    video_processing_jobs     | (episode_id, status, created_at, id)
                    ai_training_data          | (created_at, id)
                    ai_training_data          | (source_type, created_at, id)
                    ai_training_data          | (is_user_style, created_at, id)
                    ai_training_data          | (show_id, created_at, id)
                    shows                     | (COALESCE(created_at, '1970-01-01 00:00:00+00'::timestamp with time zone), id)
                    scenes                    | (episode_id, COALESCE(created_at, '1970-01-01 00:00:00+00'::timestamp with time zone), id)
                    episode_scripts           | (episode_id, COALESCE(created_at, '1970-01-01 00:00:00+00'::timestamp with time zone), id)
                    """)
    void isIndexed(String table, String columns) {
        assertThat(
                        database.texts(
                                "SELECT indexdef FROM pg_indexes WHERE tablename = '"
                                        + table
                                        + "'"))
                .anyMatch(definition -> definition.endsWith("USING btree " + columns));
    }

    @Test
    void theSystemPresetsAreThereTwoForEachCategory() {
        assertThat(
                        database.texts(
                                """
                                SELECT category || ' ' || count(*) FROM layer_presets
                                WHERE is_system_preset AND preview_url LIKE '/previews/layer-presets/%.jpg'
                                GROUP BY category ORDER BY 1
                                """))
                .containsExactly("intro 2", "main_content 2", "outro 2", "product_showcase 2");
    }

    @Test
    void everyForeignKeyHasAnIndexThatStartsWithIt() {
        assertThat(
                        database.texts(
                                """
                                SELECT k.conrelid::regclass || '.' || a.attname
                                FROM pg_constraint k
                                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                                WHERE k.contype = 'f' AND NOT EXISTS (
                                    SELECT 1 FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1])
                                """))
                .isEmpty();
    }

    @Test
    void everyStatusColumnIsChecked() {
        assertThat(
                        database.texts(
                                """
                                SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c
                                WHERE c.table_schema = 'public'
                                  AND (c.column_name ~ '(^|_)(status|state|score|score_before|score_after)$')
                                  AND NOT EXISTS (
                                    SELECT 1 FROM pg_constraint k
                                    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = c.column_name
                                    WHERE k.contype = 'c' AND k.conrelid = c.table_name::regclass
                                      AND a.attnum = ANY (k.conkey))
                                  AND c.data_type <> 'jsonb' AND c.column_name <> 'response_status'
                                """))
                .isEmpty();
    }

    @Test
    void everyTimeHasAZone() {
        assertThat(
                        database.texts(
                                """
                                SELECT table_name || '.' || column_name FROM information_schema.columns
                                WHERE table_schema = 'public' AND table_name <> 'rushes_schema_history'
                                  AND data_type = 'timestamp without time zone'
                                """))
                .isEmpty();
    }

    @Test
    void versionStandsWherePeopleEdit() {
        assertThat(
                        database.texts(
                                """
                                SELECT table_name FROM information_schema.columns
                                WHERE column_name = 'version' AND table_schema = 'public'
                                  AND table_name <> 'rushes_schema_history' ORDER BY 1
                                """))
                .containsExactly(
                        "ai_edit_plans",
                        "episode_scripts",
                        "episodes",
                        "layer_presets",
                        "scene_layer_configuration",
                        "scenes");
    }

    @Test
    void theDatabaseCountsHowLongAJobTook() {
        UUID job = insertJob(Rows.insertPlan(database));
        database.run(
                "UPDATE video_processing_jobs SET started_at = '2026-01-01T00:00:00Z' WHERE id = '"
                        + job
                        + "'");
        assertThat(duration(job)).isEqualTo("null");
        database.run(
                "UPDATE video_processing_jobs SET completed_at = '2026-01-01T00:01:02.5Z' WHERE id = '"
                        + job
                        + "'");
        assertThat(duration(job)).isEqualTo("62.500");
        assertThat(
                        database.text(
                                """
                                SELECT tgname || ' ' || p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                WHERE tgrelid = 'video_processing_jobs'::regclass AND tgname LIKE '%duration'
                                """))
                .isEqualTo("update_processing_duration calculate_processing_duration");
    }

    @Test
    void theDatabaseCountsTheJobsOfEachStatusAndMarksTheWeeksThatChange() {
        Postgres own = Postgres.migrated();
        UUID plan = Rows.insertPlan(own);
        own.run(
                """
                INSERT INTO video_processing_jobs (episode_id, edit_plan_id, status, completed_at)
                SELECT p.episode_id, p.id, v.status, v.at::timestamptz FROM ai_edit_plans p, (VALUES
                    ('queued', NULL), ('queued', NULL), ('failed', '2026-11-22T23:59:59Z'),
                    ('failed', '2026-11-23T00:00:00Z'), ('cancelled', '2026-01-01T00:00:00Z')) AS v (status, at)
                """);
        assertThat(counts(own)).isEqualTo("cancelled 1, failed 2, queued 2");
        assertThat(weeks(own)).isEqualTo("2026-11-16, 2026-11-23");

        own.run("DELETE FROM processing_week_changes");
        own.run("UPDATE video_processing_jobs SET progress_percentage = 1 WHERE status = 'queued'");
        own.run("UPDATE video_processing_jobs SET status = 'cancelled' WHERE status = 'queued'");
        assertThat(counts(own)).isEqualTo("cancelled 3, failed 2");
        assertThat(weeks(own)).isEqualTo("null");

        own.run(
                "UPDATE video_processing_jobs SET status = 'queued', completed_at = NULL"
                        + " WHERE completed_at = '2026-11-23T00:00:00Z'");
        assertThat(counts(own)).isEqualTo("cancelled 3, failed 1, queued 1");
        assertThat(weeks(own)).isEqualTo("2026-11-23");

        own.run("DELETE FROM ai_edit_plans WHERE id = '" + plan + "'");
        assertThat(counts(own)).isEqualTo("null");
        assertThat(weeks(own)).isEqualTo("2026-11-16, 2026-11-23");
    }

    private static final String SHOWS_OF_WORK =
            "SELECT show_id FROM video_processing_jobs UNION ALL SELECT show_id FROM dead_letters";

    /** A job and a scene of one episode, each with its dead letter. */
    private static void insertWork(Postgres own) {
        UUID unusedPlan = Rows.insertPlan(own);
        own.run(
                """
                INSERT INTO scenes (episode_id, name) SELECT episode_id, 'a' FROM ai_edit_plans;
                INSERT INTO video_processing_jobs (episode_id, edit_plan_id) SELECT episode_id, id FROM ai_edit_plans;
                INSERT INTO dead_letters (queue_role, job_id, dispatch) SELECT 'video-processing', id, 1 FROM video_processing_jobs;
                INSERT INTO dead_letters (queue_role, scene_id, dispatch) SELECT 'media-analysis', id, 1 FROM scenes;
                """);
    }

    @Test
    void jobsAndDeadLettersBelongToTheShowOfTheirEpisode() {
        Postgres own = Postgres.migrated();
        insertWork(own);
        String before = own.text("SELECT show_id::text FROM episodes");
        assertThat(own.texts(SHOWS_OF_WORK)).containsExactly(before, before, before);

        own.run("INSERT INTO shows (name) VALUES ('Another')");
        own.run("UPDATE episodes SET show_id = (SELECT id FROM shows WHERE name = 'Another')");
        String after = own.text("SELECT show_id::text FROM episodes");
        assertThat(after).isNotEqualTo(before);
        assertThat(own.texts(SHOWS_OF_WORK)).containsExactly(after, after, after);
    }

    @Test
    void workOfAnEarlierReleaseGetsItsShowAndIsNotTouchedOtherwise() {
        Postgres own = Postgres.migratedTo("18");
        insertWork(own);
        String jobs = "SELECT change_number || ' ' || updated_at FROM video_processing_jobs";
        String before = own.text(jobs);
        own.migrate();
        String show = own.text("SELECT show_id::text FROM episodes");
        assertThat(own.texts(SHOWS_OF_WORK)).containsExactly(show, show, show);
        assertThat(own.text(jobs)).isEqualTo(before);
    }

    @Test
    void theDatabaseAddsUpTheSecondsOfAJobsVideos() {
        UUID job = insertJob(Rows.insertPlan(database));
        String where = " WHERE id = '" + job + "'";
        database.run(
                """
                UPDATE video_processing_jobs SET outputs = '[{"kind": "video", "durationSeconds": 12.5},
                    {"kind": "poster", "durationSeconds": 3}, {"kind": "video", "durationSeconds": 2},
                    {"kind": "video"}]'
                """
                        + where);
        assertThat(database.text("SELECT video_seconds FROM video_processing_jobs" + where))
                .isEqualTo("14.500");
    }

    @Test
    void everyChangeThatIsSeenIsNumberedAndKept() {
        UUID job = insertJob(Rows.insertPlan(database));
        String where = " WHERE id = '" + job + "'";
        database.run("UPDATE video_processing_jobs SET phase = 'rendering', speed = 1.5" + where);
        database.run("UPDATE video_processing_jobs SET lease_expires_at = now()" + where);
        database.run("UPDATE video_processing_jobs SET phase = 'rendering', speed = 1.5" + where);
        database.run(
                "UPDATE video_processing_jobs SET status = 'cancelled', completed_at = now(), started_at = now()"
                        + where);
        assertThat(
                        database.texts(
                                "SELECT number || ' ' || (snapshot ->> 'status') || ' ' || (snapshot ->> 'phase') || ' '"
                                        + " || (snapshot ->> 'speed') || ' ' || coalesce(snapshot ->> 'processingDurationSeconds', '-')"
                                        + " FROM job_events WHERE job_id = '"
                                        + job
                                        + "' ORDER BY number"))
                .containsExactly("1 queued rendering 1.500 -", "2 cancelled rendering 1.500 0.000");
    }

    @Test
    void whatAWebhookIsOwedIsWrittenWithTheChange() {
        Postgres own = Postgres.migrated();
        UUID plan = Rows.insertPlan(own);
        own.run(
                "INSERT INTO webhooks (show_id, url, events, sealed_secret) SELECT id, 'all',"
                        + " '{job.failed,job.completed,plan.submitted}'::text[], ''::bytea FROM shows"
                        + " UNION ALL SELECT id, 'one', '{job.failed}'::text[], ''::bytea FROM shows");
        own.run("UPDATE ai_edit_plans SET status = 'awaiting_approval'");
        own.run(
                "INSERT INTO video_processing_jobs (episode_id, edit_plan_id) SELECT episode_id, id FROM ai_edit_plans");
        own.run(
                "UPDATE video_processing_jobs SET status = 'failed', error_type = 'gave-up', error_title = 't',"
                        + " error_message = 'm'");
        assertThat(
                        own.texts(
                                "SELECT w.url || ' ' || d.event || ' ' || coalesce(d.body::jsonb #>> '{job,error,type}', '-')"
                                        + " || ' ' || (d.body::jsonb ->> 'id' = d.id::text)"
                                        + " FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id ORDER BY 1"))
                .containsExactly(
                        "all job.failed urn:rushes:problem:gave-up true",
                        "all plan.submitted - true",
                        "one job.failed urn:rushes:problem:gave-up true");
        own.run("DELETE FROM ai_edit_plans WHERE id = '" + plan + "'");
        own.run("DELETE FROM episodes");
        own.run("DELETE FROM shows");
        assertThat(own.text("SELECT count(*) FROM webhook_deliveries")).isEqualTo("0");
    }

    @Test
    void aClockThatRanBackwardsGivesNoNegativeDuration() {
        UUID job = insertJob(Rows.insertPlan(database));
        database.run(
                "UPDATE video_processing_jobs SET started_at = now(), completed_at = now() - interval '1 s' WHERE id = '"
                        + job
                        + "'");
        assertThat(duration(job)).isEqualTo("0.000");
    }

    @Test
    void updatedAtMovesWithEveryChangeThatDoesNotSetIt() {
        UUID episode = Rows.insertEpisode(database);
        String where = " WHERE id = '" + episode + "'";
        database.run("UPDATE episodes SET title = 'x'" + where);
        assertThat(database.text("SELECT updated_at > created_at FROM episodes" + where))
                .isEqualTo("t");
        database.run("UPDATE episodes SET updated_at = '2001-01-01T00:00:00Z'" + where);
        assertThat(
                        database.text(
                                "SELECT updated_at = '2001-01-01T00:00:00Z' FROM episodes" + where))
                .isEqualTo("t");
    }

    @Test
    void oneJobOfAnEpisodeIsProcessedAtATime() {
        UUID plan = Rows.insertPlan(database);
        UUID first = insertJob(plan);
        UUID second = insertJob(plan);
        UUID elsewhere = insertJob(Rows.insertPlan(database));
        process(first);
        process(elsewhere);
        assertThatThrownBy(() -> process(second))
                .hasMessageContaining("idx_video_processing_jobs_one_processing");
        database.run(
                "UPDATE video_processing_jobs SET status = 'failed' WHERE id = '" + first + "'");
        process(second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE shows SET status = 'paused'",
                "UPDATE episodes SET status = 'paused'",
                "UPDATE episodes SET rendering_status = 'done'",
                "UPDATE scenes SET analysis_status = 'running'",
                "UPDATE scenes SET ai_confidence_score = 1.01",
                "UPDATE scenes SET take_number = 0",
                "UPDATE ai_edit_plans SET status = 'done'",
                "UPDATE ai_edit_plans SET status = 'approved'",
                "UPDATE ai_edit_plans SET overall_confidence_score = -0.01",
                "UPDATE video_processing_jobs SET status = 'done'",
                "UPDATE video_processing_jobs SET status = 'completed'",
                "UPDATE video_processing_jobs SET phase = 'thinking'",
                "UPDATE video_processing_jobs SET progress_percentage = 101",
                "UPDATE video_processing_jobs SET processing_method = 'fax'",
                "UPDATE video_processing_jobs SET kind = 'half'",
                "INSERT INTO uploads (kind, filename, content_type, size_bytes, bucket, s3_key) VALUES ('film', 'a', 'b', 1, 'c', 'd')",
                "INSERT INTO outbox (topic, payload) VALUES ('sing', '{}')",
                "INSERT INTO idempotency_keys (service, key, request_hash, state) VALUES ('a', 'b', 'c', 'new')",
                "INSERT INTO dead_letters (queue_role, dispatch) VALUES ('other', 1)",
                "INSERT INTO dead_letters (queue_role, dispatch, discarded_at) VALUES ('media-analysis', 1, now())",
                "INSERT INTO background_tasks (kind, status) VALUES ('count', 'lost')",
                "INSERT INTO background_tasks (kind, status) VALUES ('count', 'completed')",
                "INSERT INTO job_status_counts VALUES ('done', 1)",
                "INSERT INTO plan_choices (plan_id, kind, pointer, what, why, confidence) SELECT id, 'mood', '', '', '', 1 FROM ai_edit_plans",
                "INSERT INTO plan_choices (plan_id, kind, pointer, what, why, confidence) SELECT id, 'take', '', '', '', 2 FROM ai_edit_plans",
                "INSERT INTO model_calls (purpose, prompt, model, attempt, outcome, took_milliseconds) VALUES ('a', 'a', 'a', 1, 'lost', 1)",
                "INSERT INTO storage_inventory (bucket) VALUES ('rags')",
                "INSERT INTO request_counts VALUES ('2026-11-01', 'a', 'fax', 'read', 1)",
                "INSERT INTO webhooks (show_id, url, events, sealed_secret) SELECT id, 'u', '{job.started}', '' FROM shows",
                "INSERT INTO webhooks (show_id, url, events, sealed_secret) SELECT id, 'u', '{}', '' FROM shows",
                "WITH w AS (INSERT INTO webhooks (show_id, url, events, sealed_secret) SELECT id, 'u', '{job.failed}', '' FROM shows RETURNING id)"
                        + " INSERT INTO webhook_deliveries (webhook_id, event, body, status) SELECT id, 'e', 'b', 'lost' FROM w",
                "INSERT INTO layer_presets (name, category, layer_template) VALUES ('a', 'none', '{}')",
                "INSERT INTO ai_training_data (video_id, source_type) VALUES ('a', 'tape')",
            })
    void isRefused(String statement) {
        UUID plan = Rows.insertPlan(database);
        insertJob(plan);
        database.run(
                "INSERT INTO scenes (episode_id, name) SELECT episode_id, 'x' FROM ai_edit_plans WHERE id = '"
                        + plan
                        + "'");
        assertThatThrownBy(() -> database.run(statement))
                .hasMessageContaining("violates check constraint");
    }

    @Test
    void deletingAnEpisodeRemovesAllThatBelongsToIt() {
        Postgres own = Postgres.migrated();
        UUID plan = Rows.insertPlan(own);
        own.run(
                """
                DO $$
                DECLARE
                    plan uuid := '%s';
                    episode uuid := (SELECT episode_id FROM ai_edit_plans);
                    scene uuid; job uuid; script integer;
                BEGIN
                    INSERT INTO scenes (episode_id, name) VALUES (episode, 'a') RETURNING id INTO scene;
                    INSERT INTO episode_scripts (episode_id) VALUES (episode) RETURNING id INTO script;
                    INSERT INTO script_metadata (script_id, scene_id, scene_type) VALUES (script, 'INTRO', 'intro');
                    INSERT INTO episode_script_versions (script_id, text_number, script_text, text_format) VALUES (script, 1, 'a', 'md');
                    INSERT INTO scene_layer_configuration (scene_id) VALUES (scene);
                    INSERT INTO editing_decisions (episode_id, scene_id, action_type) VALUES (episode, scene, 'TRIM_CLIP');
                    INSERT INTO ai_revisions (original_plan_id, revision_number, revised_plan) VALUES (plan, 1, '{}');
                    INSERT INTO ai_edit_plans (episode_id, edit_structure, content_hash, revision_of) VALUES (episode, '{}', 'h', plan);
                    INSERT INTO video_processing_jobs (episode_id, edit_plan_id) VALUES (episode, plan) RETURNING id INTO job;
                    INSERT INTO dead_letters (queue_role, job_id, dispatch) VALUES ('video-processing', job, 1);
                    UPDATE video_processing_jobs SET progress_percentage = 1;
                    INSERT INTO job_event_tickets (ticket_hash, job_id, subject, expires_at) VALUES ('h', job, 's', now());
                    INSERT INTO dead_letters (queue_role, scene_id, dispatch) VALUES ('media-analysis', scene, 1);
                    INSERT INTO uploads (kind, filename, content_type, size_bytes, bucket, s3_key, episode_id, scene_id)
                        VALUES ('raw-footage', 'a', 'b', 1, 'c', 'd', episode, scene);
                    UPDATE episodes SET current_ai_edit_plan_id = plan, final_video_job_id = job;
                END
                $$
                """
                        .formatted(plan));

        own.run("DELETE FROM episodes");

        for (String table :
                List.of(
                        "scenes",
                        "episode_scripts",
                        "script_metadata",
                        "episode_script_versions",
                        "scene_layer_configuration",
                        "editing_decisions",
                        "ai_revisions",
                        "ai_edit_plans",
                        "video_processing_jobs",
                        "job_events",
                        "job_event_tickets",
                        "dead_letters")) {
            assertThat(own.text("SELECT count(*) FROM " + table)).as(table).isEqualTo("0");
        }
        // What was uploaded is still to be cleaned up.
        assertThat(own.text("SELECT s3_key || coalesce(scene_id::text, '-') FROM uploads"))
                .isEqualTo("d-");
        own.run("DELETE FROM shows");
    }

    @Test
    void aShowWithEpisodesIsNotDeleted() {
        UUID episode = Rows.insertEpisode(database);
        assertThatThrownBy(() ->
                        database.run(
                                "DELETE FROM shows WHERE id = (SELECT show_id FROM episodes WHERE id = '"
                                        + episode
                                        + "')"))
                .hasMessageContaining("fk_episodes_show_id");
    }

    private static UUID insertJob(UUID plan) {
        return UUID.fromString(
                database.text(
                        """
                        INSERT INTO video_processing_jobs (episode_id, edit_plan_id)
                        SELECT episode_id, id FROM ai_edit_plans WHERE id = '%s' RETURNING id
                        """
                                .formatted(plan)));
    }

    private static void process(UUID job) {
        database.run(
                "UPDATE video_processing_jobs SET status = 'processing' WHERE id = '" + job + "'");
    }

    private static String duration(UUID job) {
        return database.text(
                "SELECT processing_duration_seconds FROM video_processing_jobs WHERE id = '"
                        + job
                        + "'");
    }

    private static String counts(Postgres database) {
        return database.text(
                """
                SELECT string_agg(status || ' ' || jobs, ', ' ORDER BY status) FROM (
                    SELECT status, sum(jobs) AS jobs FROM job_status_counts GROUP BY status HAVING sum(jobs) <> 0) AS c
                """);
    }

    private static String weeks(Postgres database) {
        return database.text(
                "SELECT string_agg(DISTINCT week::text, ', ') FROM processing_week_changes");
    }
}
