package dev.rushes.local.validate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database itself refuses and does, tried on rows of one transaction that is never
 * committed: constraints of every status and score, uniqueness, and the trigger.
 */
final class RuleChecks {
    private static final String CHECK_VIOLATION = "23514";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String NOT_IN_ENUM = "22P02";

    /** {@code table column words...}: these are accepted and others refused. */
    private static final List<String> WORDS =
            List.of(
                    "ai_edit_plans status draft awaiting_approval approved rejected",
                    "video_processing_jobs status queued processing completed failed cancelled",
                    "video_processing_jobs processing_method worker lambda ec2",
                    "ai_training_data source_type youtube_user youtube_inspiration manual_upload",
                    "ai_training_data pacing_rhythm fast medium slow dynamic",
                    "ai_training_data analysis_status none queued analysing done failed",
                    "script_metadata scene_type intro main transition outro",
                    "script_metadata energy_level high medium low",
                    "scene_layer_configuration composite_complexity simple medium complex",
                    "layer_presets category intro main_content product_showcase outro",
                    "episodes rendering_status not_started queued rendering completed failed",
                    "scenes analysis_status none queued analysing done failed",
                    "uploads kind raw-footage processed-video training-video asset",
                    "uploads status pending stored refused aborted expired",
                    "object_restores bucket raw-footage processed-videos training-data",
                    "object_restores status wanted restoring restored failed",
                    "object_restores tier expedited standard bulk");

    private static final List<String> SCORES =
            List.of(
                    "ai_edit_plans overall_confidence_score",
                    "ai_revisions confidence_score_before",
                    "ai_revisions confidence_score_after",
                    "video_processing_jobs complexity_score",
                    "scenes ai_confidence_score");

    /** Columns that other columns bind to a status, set along with it. */
    private static final Map<String, String> COMPANIONS =
            Map.of(
                    "ai_edit_plans approved", ", approved_at = now()",
                    "video_processing_jobs completed",
                            ", output_s3_key = 'k', progress_percentage = 100");

    private final Database database;
    private final Map<String, String> ids = new HashMap<>();
    private @Nullable SQLException unusable;

    private RuleChecks(Database database) {
        this.database = database;
    }

    static List<Check> all(Database database) {
        var rules = new RuleChecks(database);
        var checks = new ArrayList<Check>();
        for (String line : WORDS) {
            List<String> parts = List.of(line.split(" ", -1));
            checks.add(
                    new Check(
                            "rule "
                                    + parts.get(0)
                                    + "."
                                    + parts.get(1)
                                    + " is one of "
                                    + String.join("/", parts.subList(2, parts.size())),
                            () ->
                                    rules.words(
                                            parts.get(0),
                                            parts.get(1),
                                            parts.subList(2, parts.size()))));
        }
        for (String line : SCORES) {
            String[] parts = line.split(" ", 2);
            checks.add(
                    new Check(
                            "rule " + parts[0] + "." + parts[1] + " lies in 0.00-1.00",
                            () ->
                                    rules.range(
                                            parts[0], parts[1], "-0.01", "0.00", "1.00", "1.01")));
        }
        checks.add(
                new Check(
                        "rule video_processing_jobs.progress_percentage lies in 0-100",
                        () ->
                                rules.range(
                                        "video_processing_jobs",
                                        "progress_percentage",
                                        "-1",
                                        "0",
                                        "100",
                                        "101")));
        checks.add(
                new Check(
                        "rule object_restores.days lies in 1-365",
                        () -> rules.range("object_restores", "days", "0", "1", "365", "366")));
        checks.add(
                new Check(
                        "rule uploads.part_size_bytes is above 0",
                        () ->
                                rules.range(
                                        "uploads",
                                        "part_size_bytes",
                                        "0",
                                        "1",
                                        "5368709120",
                                        null)));
        checks.add(
                new Check(
                        "rule uploads.s3_key is unique", () -> rules.unique("uploads", Map.of())));
        checks.add(
                new Check(
                        "rule object_restores has one row for each object",
                        () -> rules.unique("object_restores", Map.of())));
        checks.add(
                new Check(
                        "rule ai_revisions.revision_number begins at 1",
                        () ->
                                rules.range(
                                        "ai_revisions",
                                        "revision_number",
                                        "0",
                                        "1",
                                        "2147483647",
                                        null)));
        checks.add(
                new Check(
                        "rule ai_revisions.revision_number is unique per plan",
                        () -> rules.unique("ai_revisions", Map.of())));
        checks.add(
                new Check(
                        "rule ai_training_data.video_id is unique",
                        () -> rules.unique("ai_training_data", Map.of("video_id", "'validate'"))));
        checks.add(
                new Check(
                        "rule scene_layer_configuration.scene_id is unique",
                        () -> rules.unique("scene_layer_configuration", Map.of())));
        checks.add(new Check("trigger update_processing_duration", () -> rules.trigger()));
        checks.add(new Check("function calculate_processing_duration", () -> rules.function()));
        checks.add(new Check("trigger counts the processing time", () -> rules.duration()));
        return checks;
    }

    private interface Trial {
        String run(Connection connection) throws SQLException, Unmet;
    }

    /** Runs on sample rows and takes everything back. */
    private String tried(Trial trial) throws SQLException, Unmet {
        SQLException before = unusable;
        if (before != null) {
            throw new Unmet("no sample rows: " + before.getMessage());
        }
        Connection connection = database.connection();
        connection.setAutoCommit(false);
        try {
            try {
                insertSamples(connection);
            } catch (SQLException e) {
                unusable = e;
                throw new Unmet("no sample rows: " + e.getMessage());
            }
            return trial.run(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void insertSamples(Connection connection) throws SQLException, Unmet {
        ids.clear();
        insert(connection, "shows", Map.of());
        insert(connection, "episodes", Map.of("show_id", id("shows")));
        insert(connection, "scenes", Map.of("episode_id", id("episodes"), "name", "'validate'"));
        insert(connection, "episode_scripts", Map.of("episode_id", id("episodes")));
        insert(connection, "ai_edit_plans", Map.of("episode_id", id("episodes")));
        insert(
                connection,
                "video_processing_jobs",
                Map.of("episode_id", id("episodes"), "edit_plan_id", id("ai_edit_plans")));
        insert(connection, "ai_revisions", uniqueSample("ai_revisions"));
        insert(connection, "ai_training_data", uniqueSample("ai_training_data"));
        insert(
                connection,
                "script_metadata",
                Map.of("script_id", id("episode_scripts"), "scene_type", "'main'"));
        insert(connection, "scene_layer_configuration", uniqueSample("scene_layer_configuration"));
        insert(connection, "layer_presets", Map.of("category", "'intro'"));
        insert(connection, "uploads", uniqueSample("uploads"));
        insert(connection, "object_restores", uniqueSample("object_restores"));
    }

    private Map<String, String> uniqueSample(String table) {
        return switch (table) {
            case "ai_revisions" ->
                    Map.of("original_plan_id", id("ai_edit_plans"), "revision_number", "1");
            case "ai_training_data" ->
                    Map.of("video_id", "'validate'", "source_type", "'manual_upload'");
            case "uploads" ->
                    Map.of("kind", "'asset'", "bucket", "'raw-footage'", "s3_key", "'validate'");
            case "object_restores" ->
                    Map.of("bucket", "'raw-footage'", "s3_key", "'validate'", "tier", "'standard'");
            default -> Map.of("scene_id", id("scenes"));
        };
    }

    private String id(String table) {
        return "'" + ids.getOrDefault(table, "") + "'";
    }

    /** Fills what the table requires beyond the given values with something of its type. */
    private void insert(Connection connection, String table, Map<String, String> given)
            throws SQLException, Unmet {
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (Database.Column column : database.columns(table).values()) {
            String value = given.get(column.name());
            if (value == null && column.required()) {
                value = filler(column);
            }
            if (value != null) {
                names.add('"' + column.name() + '"');
                values.add(value);
            }
        }
        String sql =
                "INSERT INTO "
                        + table
                        + (names.isEmpty()
                                ? " DEFAULT VALUES"
                                : " ("
                                        + String.join(", ", names)
                                        + ") VALUES ("
                                        + String.join(", ", values)
                                        + ")")
                        + " RETURNING id";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            ids.put(table, row.getString(1));
        }
    }

    private static String filler(Database.Column column) {
        return switch (column.family()) {
            case "uuid" -> "gen_random_uuid()";
            case "boolean" -> "false";
            case "json", "jsonb" -> "'{}'";
            case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> "1";
            case "timestamp with time zone", "timestamp without time zone", "date" -> "now()";
            default -> "'validate'";
        };
    }

    private String words(String table, String column, List<String> words)
            throws SQLException, Unmet {
        return tried(connection -> {
            for (String word : words) {
                String companion = COMPANIONS.getOrDefault(table + " " + word, "");
                String state = set(connection, table, column, "'" + word + "'" + companion);
                Unmet.unless(state.isEmpty(), word + " is refused (" + state + ")");
            }
            String state = set(connection, table, column, "'no-such-word'");
            Unmet.unless(
                    state.equals(CHECK_VIOLATION) || state.equals(NOT_IN_ENUM),
                    state.isEmpty() ? "another word is accepted" : "another word gives " + state);
            return words.size() + " words accepted, another refused";
        });
    }

    private String range(
            String table,
            String column,
            String below,
            String least,
            String most,
            @Nullable String above)
            throws SQLException, Unmet {
        return tried(connection -> {
            for (String inside : List.of(least, most)) {
                String state = set(connection, table, column, inside);
                Unmet.unless(state.isEmpty(), inside + " is refused (" + state + ")");
            }
            for (String outside : above == null ? List.of(below) : List.of(below, above)) {
                String state = set(connection, table, column, outside);
                Unmet.unless(
                        state.equals(CHECK_VIOLATION),
                        state.isEmpty() ? outside + " is accepted" : outside + " gives " + state);
            }
            return least + " and " + most + " accepted, beyond refused";
        });
    }

    private String unique(String table, Map<String, String> more) throws SQLException, Unmet {
        return tried(connection -> {
            var values = new HashMap<>(uniqueSample(table));
            values.putAll(more);
            try {
                insert(connection, table, values);
            } catch (SQLException e) {
                Unmet.unless(
                        UNIQUE_VIOLATION.equals(e.getSQLState()), String.valueOf(e.getMessage()));
                return "a second row is refused";
            }
            throw new Unmet("a second row is accepted");
        });
    }

    /** The SQL state with which the update is refused; empty where it is accepted. */
    private String set(Connection connection, String table, String column, String value)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE "
                            + table
                            + " SET "
                            + column
                            + " = "
                            + value
                            + " WHERE id = "
                            + id(table));
            return "";
        } catch (SQLException refused) {
            return String.valueOf(refused.getSQLState());
        } finally {
            connection.rollback(before);
        }
    }

    private String trigger() throws SQLException, Unmet {
        List<String> triggers =
                database.rows(
                        """
                        SELECT pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'D' THEN ' (disabled)' ELSE '' END
                        FROM pg_trigger t
                        WHERE t.tgrelid = to_regclass('video_processing_jobs') AND t.tgname = 'update_processing_duration'\
                        """,
                        r -> r.getString(1));
        Unmet.unless(triggers.size() == 1, "no such trigger on video_processing_jobs");
        String trigger = triggers.getFirst();
        Unmet.unless(
                trigger.contains("BEFORE UPDATE ")
                        && trigger.contains("FOR EACH ROW")
                        && trigger.contains("calculate_processing_duration()")
                        && !trigger.endsWith("(disabled)"),
                trigger);
        return "before update, for each row";
    }

    private String function() throws SQLException, Unmet {
        List<String> results =
                database.rows(
                        """
                        SELECT pg_get_function_result(p.oid) FROM pg_proc p
                        WHERE p.proname = 'calculate_processing_duration' AND pg_function_is_visible(p.oid)\
                        """,
                        r -> r.getString(1));
        Unmet.unless(
                results.equals(List.of("trigger")),
                results.isEmpty() ? "no such function" : results.toString());
        return "returns trigger";
    }

    private String duration() throws SQLException, Unmet {
        return tried(connection -> {
            String started = update(connection, "started_at = '2026-01-01 00:00:00Z'");
            Unmet.unless(started.isEmpty(), "with a start only it is " + started);
            String ended = update(connection, "completed_at = '2026-01-01 00:01:30Z'");
            Unmet.unless(ended.matches("90(\\.0*)?"), "90 s were counted as " + ended);
            return "90 s counted, nothing before the end";
        });
    }

    private String update(Connection connection, String change) throws SQLException {
        String sql =
                "UPDATE video_processing_jobs SET "
                        + change
                        + " WHERE id = "
                        + id("video_processing_jobs")
                        + " RETURNING processing_duration_seconds";
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            String seconds = row.getString(1);
            return seconds == null ? "" : seconds;
        }
    }
}
