package dev.rushes.local.validate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tables, columns with their types, references and indexes, as the specification lists them. */
final class SchemaChecks {

    /** Types by meaning; a studio's own tables may hold the same in a wider type. */
    private enum Type {
        UUID("uuid"),
        KEY("smallint", "integer", "bigint", "uuid"),
        TEXT("text", "character varying", "character", "citext"),
        FLAG("boolean"),
        COUNT("smallint", "integer", "bigint", "numeric"),
        NUMBER("smallint", "integer", "bigint", "numeric", "real", "double precision"),
        SCORE("numeric(3,2)"),
        SECONDS("numeric(10,2)"),
        JSONB("jsonb"),
        TIME("timestamp with time zone"),

        /** In the four tables that a studio may have had before. */
        MOMENT("timestamp with time zone", "timestamp without time zone"),
        DOCUMENT("jsonb", "json", "text"),
        ANY("");

        private final String alternatives;

        Type(String... names) {
            this.alternatives = String.join(" or ", names);
        }

        boolean fits(Database.Column column) {
            List<String> names = List.of(alternatives.split(" or ", -1));
            return this == ANY || names.contains(column.type()) || names.contains(column.family());
        }
    }

    /** Tables by name, columns by name. */
    private static final Map<String, Map<String, Type>> TABLES = new LinkedHashMap<>();

    /** Tables that the specification leaves to the design; they need no entity. */
    private static final Map<String, Map<String, Type>> FURTHER = new LinkedHashMap<>();

    /** {@code table column target action}; {@code any} where the specification leaves it open. */
    private static final List<String> REFERENCES =
            List.of(
                    "ai_edit_plans episode_id episodes cascade",
                    "ai_edit_plans revision_of ai_edit_plans any",
                    "editing_decisions episode_id episodes cascade",
                    "editing_decisions scene_id scenes set null",
                    "ai_revisions original_plan_id ai_edit_plans cascade",
                    "video_processing_jobs episode_id episodes any",
                    "video_processing_jobs edit_plan_id ai_edit_plans cascade",
                    "ai_training_data show_id shows cascade",
                    "script_metadata script_id episode_scripts cascade",
                    "scene_layer_configuration scene_id scenes cascade",
                    "episodes show_id shows any",
                    "episodes current_ai_edit_plan_id ai_edit_plans set null",
                    "scenes episode_id episodes any",
                    "episode_scripts episode_id episodes any",
                    "uploads show_id shows set null",
                    "uploads episode_id episodes set null",
                    "uploads scene_id scenes set null",
                    "uploads duplicate_of uploads set null",
                    "storage_usage bucket storage_inventory cascade",
                    "restore_waits job_id video_processing_jobs cascade",
                    "restore_waits restore_id object_restores cascade");

    /** {@code table column[,column]}: an index over the whole table that begins with these. */
    private static final List<String> INDEXES =
            List.of(
                    "shows slug",
                    "episodes show_id",
                    "episodes ai_edit_enabled",
                    "episodes current_ai_edit_plan_id",
                    "episodes rendering_status",
                    "scenes episode_id",
                    "scenes source_filename",
                    "scenes take_number",
                    "scenes ai_selected",
                    "episode_scripts episode_id",
                    "episode_scripts ai_analysis_enabled",
                    "ai_edit_plans episode_id,status",
                    "ai_edit_plans revision_of",
                    "editing_decisions episode_id",
                    "editing_decisions scene_id",
                    "editing_decisions action_type",
                    "editing_decisions user_id",
                    "editing_decisions created_at",
                    "ai_revisions original_plan_id,revision_number",
                    "video_processing_jobs episode_id",
                    "video_processing_jobs edit_plan_id",
                    "video_processing_jobs status",
                    "video_processing_jobs processing_method",
                    "ai_training_data video_id",
                    "ai_training_data show_id",
                    "ai_training_data source_type",
                    "ai_training_data is_user_style",
                    "ai_training_data analyzed_at",
                    "script_metadata script_id,scene_id",
                    "script_metadata scene_type",
                    "scene_layer_configuration scene_id",
                    "layer_presets category",
                    "layer_presets is_system_preset",
                    // What pages of lists are read from.
                    "script_metadata script_id,created_at,id",
                    "ai_revisions original_plan_id,created_at,id",
                    "editing_decisions episode_id,created_at,id",
                    "editing_decisions episode_id,action_type,created_at,id",
                    "editing_decisions episode_id,user_id,created_at,id",
                    "editing_decisions episode_id,scene_id,created_at,id",
                    "editing_decisions episode_id,ai_suggested,created_at,id",
                    "video_processing_jobs created_at,id",
                    "video_processing_jobs status,created_at,id",
                    "video_processing_jobs episode_id,created_at,id",
                    "video_processing_jobs episode_id,status,created_at,id",
                    "ai_training_data created_at,id",
                    "ai_training_data source_type,created_at,id",
                    "ai_training_data is_user_style,created_at,id",
                    "ai_training_data show_id,created_at,id",
                    "uploads s3_key",
                    "uploads show_id",
                    "uploads episode_id",
                    "uploads scene_id",
                    "uploads duplicate_of",
                    "object_restores bucket,s3_key",
                    "storage_usage bucket,storage_class,lifecycle_rule,is_current",
                    "request_counts month,service,system,kind",
                    "uploads status,created_at",
                    "outbox available_at",
                    "restore_waits job_id,restore_id",
                    "restore_waits restore_id");

    static {
        table(
                "shows",
                "id uuid, name text, slug text, description text, status any, is_test flag, created_at moment, updated_at moment");
        table(
                "episodes",
                "id uuid, show_id uuid, title text, season_number count, episode_number count, status any,"
                        + " deleted_at moment, version count, ai_edit_enabled flag, current_ai_edit_plan_id uuid,"
                        + " final_video_s3_key text, final_video_job_id uuid, final_video_version_id text,"
                        + " final_video_size_bytes count, final_video_sha256 text, final_video_expired_at moment,"
                        + " rendering_status text, created_at moment, updated_at moment");
        table(
                "scenes",
                "id uuid, episode_id uuid, name text, scene_number count, type any, version count,"
                        + " source_filename text, take_number count, raw_footage_s3_key text,"
                        + " raw_footage_duration number, raw_footage_metadata document, ai_selected flag,"
                        + " ai_confidence_score number, analysis_status text, analysis_error text,"
                        + " analysis_attempt count, analysis_lease_expires_at time, poster_s3_key text,"
                        + " created_at moment, updated_at moment");
        table(
                "episode_scripts",
                "id key, episode_id uuid, version count, script_text text, ai_analysis_enabled flag,"
                        + " last_analyzed_at moment, created_at moment, updated_at moment");
        table(
                "ai_edit_plans",
                "id uuid, episode_id uuid, edit_structure jsonb, overall_confidence_score score, status text,"
                        + " generated_by text, generation_prompt text, user_feedback text, approved_at time,"
                        + " approved_by text, deleted_at time, version count, content_hash text, revision_of uuid,"
                        + " created_at time, updated_at time");
        table(
                "editing_decisions",
                "id uuid, episode_id uuid, scene_id uuid, action_type text, before_state jsonb, after_state jsonb,"
                        + " context jsonb, ai_suggested flag, user_id text, created_at time, updated_at time");
        table(
                "ai_revisions",
                "id uuid, original_plan_id uuid, revision_number count, feedback_type text,"
                        + " user_feedback_text text, revised_plan jsonb, confidence_score_before score,"
                        + " confidence_score_after score, changes_summary text, created_at time, updated_at time");
        table(
                "video_processing_jobs",
                "id uuid, episode_id uuid, edit_plan_id uuid, status text, processing_method text,"
                        + " complexity_score score, estimated_duration_seconds number,"
                        + " processing_duration_seconds number, progress_percentage count, output_s3_key text,"
                        + " output_url text, error_message text, worker_id text, dispatch count, attempt count,"
                        + " failures count, restore_expected_at time, lease_expires_at time, dispatched_at time, started_at time,"
                        + " completed_at time, created_at time, updated_at time");
        table(
                "ai_training_data",
                "id uuid, video_id text, source_type text, video_title text, video_url text, s3_key text,"
                        + " duration_seconds number, avg_clip_duration number, total_clips count,"
                        + " pacing_rhythm text, transition_patterns jsonb, overlay_usage jsonb, text_style jsonb,"
                        + " music_presence flag, is_user_style flag, show_id uuid, analysis_status text,"
                        + " analysis_error text, analyzed_at time, created_at time, updated_at time");
        table(
                "script_metadata",
                "id uuid, script_id key, scene_id text, scene_type text, duration_target_seconds number,"
                        + " energy_level text, estimated_clips_needed count, visual_requirements jsonb,"
                        + " created_at time, updated_at time");
        table(
                "scene_layer_configuration",
                "id uuid, scene_id uuid, layers jsonb, composite_complexity text,"
                        + " estimated_render_time_seconds number, version count, created_at time, updated_at time");
        table(
                "layer_presets",
                "id uuid, name text, description text, category text, layer_template jsonb, placeholders jsonb,"
                        + " preview_url text, is_system_preset flag, times_used count, created_by text,"
                        + " deleted_at time, version count, created_at time, updated_at time");
        FURTHER.put(
                "object_restores",
                types(
                        "id uuid, bucket text, s3_key text, version_id text, status text, days count, tier text,"
                                + " requested_at time, expected_at time, restored_until time, error text,"
                                + " created_at time, updated_at time"));
        FURTHER.put(
                "uploads",
                types(
                        "id uuid, kind text, status text, show_id uuid, episode_id uuid, scene_id uuid, role text,"
                                + " video_id text, filename text, content_type text, size_bytes count, sha256 text,"
                                + " bucket text, s3_key text, replace_existing flag, etag text, version_id text,"
                                + " refusal text, url_expires_at time, completed_at time, s3_upload_id text,"
                                + " part_size_bytes count, crc64nvme text, stored_crc64nvme text, duplicate_of uuid,"
                                + " created_at time, updated_at time"));
        FURTHER.put(
                "outbox",
                types(
                        "id uuid, topic text, payload jsonb, available_at time, attempts count, locked_until time,"
                                + " last_error text, created_at time"));
        FURTHER.put("storage_inventory", types("bucket text, counted_at time, locked_until time"));
        FURTHER.put(
                "storage_usage",
                types(
                        "bucket text, storage_class text, lifecycle_rule text, is_current flag, objects count,"
                                + " bytes count"));
        FURTHER.put(
                "request_counts",
                types("month any, service text, system text, kind text, requests count"));
        FURTHER.put("restore_waits", types("job_id uuid, restore_id uuid, created_at time"));
    }

    private SchemaChecks() {}

    /** The tables of the specification. */
    static List<String> tables() {
        return List.copyOf(TABLES.keySet());
    }

    static List<Check> all(Database database) {
        var checks = new ArrayList<Check>();
        checks.add(new Check("database connection", () -> "PostgreSQL " + database.version()));
        TABLES.forEach((table, columns) ->
                checks.add(new Check("table " + table, () -> columns(database, table, columns))));
        FURTHER.forEach((table, columns) ->
                checks.add(new Check("table " + table, () -> columns(database, table, columns))));
        for (String reference : REFERENCES) {
            String[] parts = reference.split(" ", 4);
            String onDelete = parts[3].equals("any") ? "" : ", on delete " + parts[3];
            checks.add(
                    new Check(
                            "reference " + parts[0] + "." + parts[1] + " to " + parts[2] + onDelete,
                            () -> reference(database, parts[0], parts[1], parts[2], parts[3])));
        }
        checks.add(
                new Check(
                        "reference script_metadata.script_id has the type of episode_scripts.id",
                        () -> sameType(database)));
        for (String index : INDEXES) {
            String[] parts = index.split(" ", 2);
            List<String> columns = List.of(parts[1].split(",", -1));
            checks.add(
                    new Check(
                            "index " + parts[0] + " (" + String.join(", ", columns) + ")",
                            () -> index(database, parts[0], columns)));
        }
        return checks;
    }

    private static void table(String name, String columns) {
        TABLES.put(name, types(columns));
    }

    private static Map<String, Type> types(String columns) {
        var types = new LinkedHashMap<String, Type>();
        for (String column : columns.split(", *", -1)) {
            String[] parts = column.split(" ", 2);
            types.put(parts[0], Type.valueOf(parts[1].toUpperCase(Locale.ROOT)));
        }
        return types;
    }

    private static String columns(Database database, String table, Map<String, Type> expected)
            throws SQLException, Unmet {
        Map<String, Database.Column> columns = database.columns(table);
        var faults = new ArrayList<String>();
        expected.forEach((name, type) -> {
            Database.Column column = columns.get(name);
            if (column == null) {
                faults.add(name + " is missing");
            } else if (!type.fits(column)) {
                faults.add(name + " is " + column.type() + ", not " + type.alternatives);
            }
        });
        Unmet.unless(faults.isEmpty(), String.join("; ", faults));
        return expected.size() + " columns of the expected types";
    }

    private static String reference(
            Database database, String table, String column, String target, String onDelete)
            throws SQLException, Unmet {
        List<Database.Reference> seen =
                database.references(table).stream().filter(r -> r.column().equals(column)).toList();
        Optional<Database.Reference> fitting =
                seen.stream()
                        .filter(r -> r.target().equals(target))
                        .filter(r -> onDelete.equals("any") || r.onDelete().equals(onDelete))
                        .findFirst();
        Unmet.unless(fitting.isPresent(), seen.isEmpty() ? "no foreign key" : seen.toString());
        return "on delete " + fitting.get().onDelete();
    }

    private static String sameType(Database database) throws SQLException, Unmet {
        Database.Column key = database.columns("episode_scripts").get("id");
        Database.Column reference = database.columns("script_metadata").get("script_id");
        if (key == null || reference == null || !key.type().equals(reference.type())) {
            throw new Unmet(key + " against " + reference);
        }
        return key.type();
    }

    private static String index(Database database, String table, List<String> columns)
            throws SQLException, Unmet {
        Map<String, List<String>> indexes = database.indexes(table);
        for (var index : indexes.entrySet()) {
            List<String> indexed = index.getValue();
            if (indexed.size() >= columns.size()
                    && indexed.subList(0, columns.size()).equals(columns)) {
                return index.getKey();
            }
        }
        throw new Unmet("only " + indexes.values());
    }
}
