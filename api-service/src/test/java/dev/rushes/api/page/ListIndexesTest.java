package dev.rushes.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.api.Rows;
import dev.rushes.api.StandInsResource;
import dev.rushes.api.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every list, with every choice of its filters, on tables of 100,000 rows of which half belong to one show or episode: the
 * statements that the service runs are explained as they were run, and none may sort or read through a big table.
 */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
@TestProfile(RecordedStatements.class)
@Tag("slow")
class ListIndexesTest {
    private static final int ROWS = 100_000;

    /** A tenth of a table: what filters may throw away on the way to a page. */
    private static final long MOST_READ = ROWS / 10;

    /** What a person has in one place may be sorted; a table may not. */
    private static final long MOST_SORTED = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SHOW = id("10000000", 1);
    private static final String EPISODE = id("20000000", 1);
    private static final String SCENE = id("30000000", 7);
    private static final String PLAN = id("40000000", 1);

    private static String id(String prefix, int number) {
        return prefix + "-0000-4000-8000-" + "%012x".formatted(number);
    }

    private static String key(String prefix, String number) {
        return "('" + prefix + "-0000-4000-8000-' || lpad(to_hex(" + number + "), 12, '0'))::uuid";
    }

    /** A number below a bound that has nothing to do with other ones, as the planner takes values to have. */
    private static String any(String number, int bound) {
        return "abs(hashint4(" + number + ") % " + bound + ")";
    }

    private static void fill() {
        String half = "CASE WHEN n % 2 = 0 THEN 1 ELSE n END";
        String at = "timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second'";
        String numbers = " FROM generate_series(1, " + ROWS + ") AS n";
        String show = key("10000000", half);
        String episode = key("20000000", half);
        List.of(
                        "INSERT INTO shows (id, name, slug, created_at) SELECT "
                                + key("10000000", "n")
                                + ", 'Show ' || n, 'show-' || n, "
                                + at
                                + numbers,
                        "INSERT INTO episodes (id, show_id, title, created_at) SELECT "
                                + String.join(
                                        ", ", key("20000000", "n"), show, "'Episode ' || n", at)
                                + numbers,
                        "INSERT INTO scenes (id, episode_id, name, created_at) SELECT "
                                + String.join(
                                        ", ", key("30000000", "n"), episode, "'Scene ' || n", at)
                                + numbers,
                        "INSERT INTO episode_scripts (episode_id, script_text, version, created_at) SELECT "
                                + episode
                                + ", 'x', n, "
                                + at
                                + numbers,
                        "INSERT INTO episode_script_versions (script_id, text_number, script_text, text_format, created_at)"
                                + " SELECT s.id + CASE WHEN n % 50 = 0 THEN 0 ELSE n - 1 END, n, 'x', 'txt', "
                                + at
                                + numbers
                                + ", (SELECT min(id) AS id FROM episode_scripts) AS s",
                        "INSERT INTO script_metadata (script_id, scene_id, scene_type, created_at)"
                                + " SELECT s.id, 'MAIN-' || n, 'main', "
                                + at
                                + numbers
                                + ", (SELECT min(id) AS id FROM episode_scripts) AS s",
                        "INSERT INTO ai_edit_plans (id, episode_id, edit_structure, content_hash, created_at) SELECT "
                                + String.join(
                                        ", ", key("40000000", "n"), episode, "'{}'", "'h'", at)
                                + numbers,
                        "INSERT INTO ai_revisions (original_plan_id, revision_number, revised_plan, created_at) SELECT "
                                + key("40000000", half)
                                + ", n, '{}', "
                                + at
                                + numbers,
                        "INSERT INTO editing_decisions (episode_id, scene_id, action_type, ai_suggested, user_id, created_at) SELECT "
                                + String.join(
                                        ", ",
                                        episode,
                                        key("30000000", "1 + " + any("n", 40)),
                                        "'TYPE_' || " + any("n + 1", 20),
                                        any("n + 2", 3) + " = 0",
                                        "'user-' || " + any("n + 3", 50),
                                        at)
                                + numbers,
                        "INSERT INTO video_processing_jobs (episode_id, edit_plan_id, status, output_s3_key, progress_percentage, created_at) SELECT "
                                + String.join(
                                        ", ",
                                        episode,
                                        key("40000000", "n"),
                                        "CASE "
                                                + any("n", 20)
                                                + " WHEN 0 THEN 'failed' WHEN 1 THEN 'queued' ELSE 'completed' END",
                                        "'k'",
                                        "100",
                                        at)
                                + numbers,
                        "INSERT INTO layer_presets (name, category, layer_template, created_at) SELECT"
                                + " 'Preset ' || n, (ARRAY['intro', 'main_content', 'product_showcase', 'outro'])[1 + n % 4], '{}', "
                                + at
                                + numbers,
                        "INSERT INTO ai_training_data (video_id, source_type, is_user_style, show_id, created_at) SELECT"
                                + " 'v' || n, (ARRAY['youtube_user', 'youtube_inspiration', 'manual_upload'])[1 + "
                                + any("n", 3)
                                + "], "
                                + any("n + 1", 2)
                                + " = 0, "
                                + show
                                + ", "
                                + at
                                + numbers,
                        "ANALYZE")
                .forEach(Rows::change);
    }

    /** All choices of some parameters, from none of them to all. */
    private static List<String> choices(String path, String... parameters) {
        List<String> paths = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << parameters.length; chosen++) {
            StringBuilder query = new StringBuilder(path).append("?limit=50");
            for (int i = 0; i < parameters.length; i++) {
                if ((chosen >> i & 1) == 1) {
                    query.append('&').append(parameters[i]);
                }
            }
            paths.add(query.toString());
        }
        return paths;
    }

    private static List<String> lists() {
        String script = Rows.value("SELECT min(id) FROM episode_scripts");
        List<String> paths = new ArrayList<>();
        paths.addAll(choices("/shows"));
        paths.addAll(choices("/episodes", "showId=" + SHOW));
        paths.addAll(choices("/episodes/" + EPISODE + "/scenes"));
        paths.addAll(choices("/episodes/" + EPISODE + "/scripts"));
        paths.addAll(choices("/scripts/" + script + "/versions"));
        paths.addAll(choices("/scripts/" + script + "/metadata"));
        paths.addAll(choices("/episodes/" + EPISODE + "/edit-plans"));
        paths.addAll(choices("/edit-plans/" + PLAN + "/revisions"));
        paths.addAll(
                choices(
                        "/episodes/" + EPISODE + "/editing-decisions",
                        "actionType=TYPE_3",
                        "userId=user-5",
                        "aiSuggested=true",
                        "sceneId=" + SCENE,
                        "from=2026-01-01T06:00:00Z",
                        "to=2026-01-01T18:00:00Z"));
        for (String status : List.of("queued", "failed", "completed", "processing")) {
            paths.addAll(choices("/jobs", "status=" + status, "episodeId=" + EPISODE));
        }
        paths.addAll(choices("/layer-presets", "category=outro"));
        paths.addAll(
                choices(
                        "/training-data",
                        "sourceType=manual_upload",
                        "isUserStyle=true",
                        "showId=" + SHOW));
        return paths;
    }

    @Test
    void noListSortsOrReadsThroughABigTable() throws SQLException, JsonProcessingException {
        // The service starts before its tables are made.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        fill();
        List<String> faults = new ArrayList<>();
        int explained = 0;
        try (Connection database = Rows.connection();
                Statement statement = database.createStatement()) {
            Set<String> big = bigTables(statement);
            assertThat(big)
                    .contains("episodes", "scenes", "editing_decisions", "video_processing_jobs");
            for (String path : lists()) {
                String after = "";
                for (int page = 0; page < 2; page++) {
                    RecordingDriver.taken();
                    Response answer = Studio.get(path + after);
                    answer.then().statusCode(200);
                    for (String sql : RecordingDriver.taken()) {
                        if (sql.toLowerCase(Locale.ROOT).startsWith("select")) {
                            explained++;
                            String fault = fault(statement, sql, big);
                            if (fault != null) {
                                faults.add(path + after + ": " + fault + "\n    " + sql);
                            }
                        }
                    }
                    String next = answer.path("next");
                    if (next == null) {
                        break;
                    }
                    after = "&after=" + next;
                }
            }
        }
        assertThat(explained).isGreaterThan(200);
        assertThat(faults).isEmpty();
    }

    private static Set<String> bigTables(Statement statement) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= "
                                + ROWS / 2)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static @Nullable String fault(Statement statement, String sql, Set<String> big)
            throws SQLException, JsonProcessingException {
        try (ResultSet rows =
                statement.executeQuery("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql)) {
            rows.next();
            return faultOf(JSON.readTree(rows.getString(1)).get(0).get("Plan"), big);
        }
    }

    private static @Nullable String faultOf(JsonNode node, Set<String> big) {
        String kind = node.get("Node Type").textValue();
        long loops = node.get("Actual Loops").asLong();
        long read =
                loops
                        * (node.get("Actual Rows").asLong()
                                + node.path("Rows Removed by Filter").asLong()
                                + node.path("Rows Removed by Index Recheck").asLong());
        String table = node.path("Relation Name").asText();
        if (kind.contains("Seq Scan") && big.contains(table)) {
            return "reads through " + table;
        }
        if (kind.endsWith("Scan") && read > MOST_READ) {
            return kind + " reads " + read + " rows of " + table;
        }
        if (kind.endsWith("Sort")
                && node.get("Plans").get(0).get("Actual Rows").asLong() > MOST_SORTED) {
            return "sorts " + node.get("Plans").get(0).get("Actual Rows") + " rows";
        }
        for (JsonNode below : node.path("Plans")) {
            String fault = faultOf(below, big);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
