package dev.rushes.local.validate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables with the types of their columns, as all migrations together make them. */
final class ExpectedTables {

    /** Types by meaning; a studio's own tables may hold the same in a wider type. */
    enum Type {
        UUID("uuid"),
        KEY("smallint", "integer", "bigint", "uuid"),
        TEXT("text", "character varying", "character", "citext"),
        FLAG("boolean"),
        COUNT("smallint", "integer", "bigint", "numeric"),
        NUMBER("smallint", "integer", "bigint", "numeric", "real", "double precision"),
        SCORE("numeric(3,2)"),
        SECONDS("numeric(10,2)"),
        JSONB("jsonb"),
        DATE("date"),
        BYTES("bytea"),
        TEXTS("text[]"),
        TIME("timestamp with time zone"),

        /** In the four tables that a studio may have had before. */
        MOMENT("timestamp with time zone", "timestamp without time zone"),
        DOCUMENT("jsonb", "json", "text"),
        ANY("");

        final String alternatives;

        Type(String... names) {
            this.alternatives = String.join(" or ", names);
        }

        boolean fits(Database.Column column) {
            List<String> names = List.of(alternatives.split(" or ", -1));
            return this == ANY || names.contains(column.type()) || names.contains(column.family());
        }
    }

    /** Tables of the specification by name, columns by name. */
    static final Map<String, Map<String, Type>> SPECIFIED = new LinkedHashMap<>();

    /** Tables that the specification leaves to the design; they need no entity. */
    static final Map<String, Map<String, Type>> FURTHER = new LinkedHashMap<>();

    static {
        specified(
                "shows",
                "id uuid, name text, slug text, description text, status any, is_test flag, "
                        + "created_at moment, updated_at moment");
        specified(
                "episodes",
                "id uuid, show_id uuid, title text, season_number count, episode_number count, status "
                        + "any, deleted_at moment, version count, ai_edit_enabled flag, current_ai_edit_plan_id "
                        + "uuid, final_video_s3_key text, rendering_status text, created_at moment, updated_at "
                        + "moment, final_video_job_id uuid, final_video_version_id text, final_video_size_bytes "
                        + "count, final_video_sha256 text, final_video_expired_at time");
        specified(
                "scenes",
                "id uuid, episode_id uuid, name text, scene_number count, type any, version count, "
                        + "source_filename text, take_number count, raw_footage_s3_key text, "
                        + "raw_footage_duration number, raw_footage_metadata document, ai_selected flag, "
                        + "ai_confidence_score number, analysis_status text, analysis_error text, "
                        + "analysis_attempt count, analysis_lease_expires_at time, poster_s3_key text, "
                        + "created_at moment, updated_at moment, raw_footage_etag text, raw_footage_version_id "
                        + "text, raw_footage_size_bytes count, analysis_dispatch count, analysis_dispatched_at "
                        + "time, analysis_failures count, analysis_worker_id text");
        specified(
                "episode_scripts",
                "id key, episode_id uuid, version count, script_text text, ai_analysis_enabled flag, "
                        + "last_analyzed_at moment, created_at moment, updated_at moment");
        specified(
                "ai_edit_plans",
                "id uuid, episode_id uuid, edit_structure jsonb, overall_confidence_score score, "
                        + "status text, generated_by text, generation_prompt text, user_feedback text, "
                        + "approved_at time, approved_by text, deleted_at time, version count, content_hash "
                        + "text, revision_of uuid, created_at time, updated_at time, feedback_type text, "
                        + "revision_number count");
        specified(
                "editing_decisions",
                "id uuid, episode_id uuid, scene_id uuid, action_type text, before_state jsonb, "
                        + "after_state jsonb, context jsonb, ai_suggested flag, user_id text, created_at time, "
                        + "updated_at time");
        specified(
                "ai_revisions",
                "id uuid, original_plan_id uuid, revision_number count, feedback_type text, "
                        + "user_feedback_text text, revised_plan jsonb, confidence_score_before score, "
                        + "confidence_score_after score, changes_summary text, created_at time, updated_at "
                        + "time, plan_id uuid");
        specified(
                "video_processing_jobs",
                "id uuid, episode_id uuid, show_id uuid, edit_plan_id uuid, status text, processing_method text, "
                        + "complexity_score score, estimated_duration_seconds number, "
                        + "processing_duration_seconds number, progress_percentage count, output_s3_key text, "
                        + "output_url text, error_message text, worker_id text, dispatch count, attempt count, "
                        + "failures count, restore_expected_at time, lease_expires_at time, dispatched_at time, "
                        + "started_at time, completed_at time, created_at time, updated_at time, kind text, "
                        + "phase text, plan_hash text, requested_by text, speed number, eta_seconds count, "
                        + "cancel_requested_at time, error_type text, error_title text, error_retryable flag, "
                        + "output_version_id text, output_size_bytes count, output_sha256 text, "
                        + "output_url_expires_at time, outputs jsonb, segments_total count, segments_reused "
                        + "count, segments_rendered count, render_range jsonb, render_variants jsonb, "
                        + "change_number count, predicted_seconds number, video_seconds number, trace_parent text");
        specified(
                "ai_training_data",
                "id uuid, video_id text, source_type text, video_title text, video_url text, s3_key "
                        + "text, duration_seconds number, avg_clip_duration number, total_clips count, "
                        + "pacing_rhythm text, transition_patterns jsonb, overlay_usage jsonb, text_style "
                        + "jsonb, music_presence flag, is_user_style flag, show_id uuid, analysis_status text, "
                        + "analysis_error text, analyzed_at time, created_at time, updated_at time, "
                        + "analysis_attempt count, analysis_lease_expires_at time, analysis_handed_back count");
        specified(
                "script_metadata",
                "id uuid, script_id key, scene_id text, scene_type text, duration_target_seconds "
                        + "number, energy_level text, estimated_clips_needed count, visual_requirements jsonb, "
                        + "created_at time, updated_at time");
        specified(
                "scene_layer_configuration",
                "id uuid, scene_id uuid, layers jsonb, composite_complexity text, "
                        + "estimated_render_time_seconds number, version count, created_at time, updated_at "
                        + "time");
        specified(
                "layer_presets",
                "id uuid, name text, description text, category text, layer_template jsonb, "
                        + "placeholders jsonb, preview_url text, is_system_preset flag, times_used count, "
                        + "created_by text, deleted_at time, version count, created_at time, updated_at time");
        further(
                "uploads",
                "id uuid, kind text, status text, show_id uuid, episode_id uuid, scene_id uuid, role "
                        + "text, video_id text, filename text, content_type text, size_bytes count, sha256 "
                        + "text, bucket text, s3_key text, replace_existing flag, etag text, version_id text, "
                        + "refusal text, url_expires_at time, completed_at time, s3_upload_id text, "
                        + "part_size_bytes count, crc64nvme text, stored_crc64nvme text, duplicate_of uuid, "
                        + "created_at time, updated_at time");
        further(
                "outbox",
                "id uuid, topic text, payload jsonb, available_at time, attempts count, locked_until "
                        + "time, last_error text, created_at time");
        further(
                "idempotency_keys",
                "service text, key text, request_hash text, state text, response_status count, "
                        + "response_location text, response_content_type text, response_body text, created_at "
                        + "time, expires_at time, response_etag text");
        further(
                "dead_letters",
                "id uuid, queue_role text, job_id uuid, scene_id uuid, show_id uuid, dispatch count, reason text, "
                        + "receive_count count, discarded_at time, created_at time, resolution text, "
                        + "resolved_by text, message_gone_at time");
        further(
                "background_tasks",
                "id uuid, kind text, input jsonb, status text, progress_percentage count, result_path "
                        + "text, error jsonb, created_by text, attempt count, locked_until time, finished_at "
                        + "time, created_at time, updated_at time");
        further(
                "episode_script_versions",
                "id uuid, script_id key, text_number count, script_text text, text_format text, "
                        + "filename text, created_by text, created_at time");
        further("job_events", "job_id uuid, number count, snapshot jsonb, created_at time");
        further(
                "job_event_tickets",
                "ticket_hash text, job_id uuid, subject text, expires_at time, created_at time");
        further(
                "plan_choices",
                "id uuid, plan_id uuid, scene_id uuid, kind text, pointer text, what text, why text, evidence "
                        + "jsonb, confidence score, chosen jsonb, alternates jsonb, status text, decided_by text, "
                        + "decided_at time, created_at time, updated_at time");
        further(
                "model_calls",
                "id uuid, purpose text, prompt text, model text, episode_id uuid, attempt count, outcome "
                        + "text, response_code count, request_id text, input_tokens count, output_tokens count, "
                        + "cost_usd number, took_milliseconds count, created_at time");
        further("job_status_counts", "status text, jobs count");
        further(
                "processing_weeks",
                "week date, jobs count, failures count, median_seconds number, p95_seconds number, "
                        + "video_seconds number, work_seconds number, counted_at time, took_milliseconds count");
        further("processing_week_changes", "week date");
        further(
                "webhooks",
                "id uuid, show_id uuid, url text, description text, events texts, sealed_secret "
                        + "bytes, created_by text, busy_until time, created_at time");
        further(
                "webhook_deliveries",
                "id uuid, webhook_id uuid, event text, body text, status text, attempts count, "
                        + "next_attempt_at time, last_attempt_at time, last_status_code count, last_error text, "
                        + "ended_at time, created_at time");
        further("storage_inventory", "bucket text, counted_at time, locked_until time");
        further(
                "storage_usage",
                "bucket text, storage_class text, lifecycle_rule text, is_current flag, objects "
                        + "count, bytes count");
        further(
                "request_counts",
                "month date, service text, system text, kind text, requests count");
        further(
                "object_restores",
                "id uuid, bucket text, s3_key text, version_id text, status text, days count, tier "
                        + "text, requested_at time, expected_at time, restored_until time, error text, "
                        + "created_at time, updated_at time");
        further("restore_waits", "job_id uuid, restore_id uuid, created_at time");
    }

    private ExpectedTables() {}

    private static void specified(String table, String columns) {
        SPECIFIED.put(table, types(columns));
    }

    private static void further(String table, String columns) {
        FURTHER.put(table, types(columns));
    }

    private static Map<String, Type> types(String columns) {
        var types = new LinkedHashMap<String, Type>();
        for (String column : columns.split(", *", -1)) {
            String[] parts = column.split(" ", 2);
            types.put(parts[0], Type.valueOf(parts[1].toUpperCase(Locale.ROOT)));
        }
        return types;
    }
}
