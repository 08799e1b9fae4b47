package dev.rushes.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A studio with many episodes and very many jobs, written straight into the database. */
final class Fixture {
    /** Renders of one episode wait for each other's rows; so many episodes keep them apart. */
    static final int EPISODES = 64;

    private final String database;

    /**
     * @param database JDBC URL with user and password
     */
    Fixture(String database) {
        this.database = database;
    }

    /** An episode with its only take. */
    record Take(String episode, String scene, String key) {
        /** A request for a plan that shows two seconds of it. */
        String planRequest() {
            return """
            {"editStructure": {"scenes": [{"sceneId": "%s", "clips": [{"s3Key": "%s", "trim": {"start": 1, "end": 3}}],\
             "transitions": ["fade_in"]}], "music": {"enabled": false}, "overlays": []}, "generatedBy": "bench"}\
            """
                    .formatted(scene, key);
        }
    }

    /** Makes the studio and so many jobs. */
    void fill(int jobs) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    WITH show AS (INSERT INTO shows (name, slug, is_test) VALUES ('Bench', 'bench', true) RETURNING id),
                    episode AS (INSERT INTO episodes (show_id, title)
                        SELECT id, 'Episode ' || n FROM show, generate_series(1, %d) AS n RETURNING id),
                    scene AS (INSERT INTO scenes (episode_id, name, scene_number, raw_footage_s3_key, raw_footage_etag,
                            raw_footage_size_bytes, raw_footage_duration, raw_footage_metadata, analysis_status)
                        SELECT id, 'Intro', 1, 'episodes/' || id || '/scenes/a/b/take.mp4', 'etag', 1000000, 10,
                            '{"durationSeconds": 10}', 'done' FROM episode RETURNING id, episode_id)
                    INSERT INTO ai_edit_plans (episode_id, edit_structure, content_hash, status)
                    SELECT episode_id, '{}', 'hash', 'draft' FROM scene
                    """
                            .formatted(EPISODES));
            statement.execute(
                    "CREATE TEMPORARY TABLE plans AS SELECT id, episode_id,"
                            + " row_number() OVER (ORDER BY id) - 1 AS number FROM ai_edit_plans");
            statement.execute(
                    """
                    INSERT INTO video_processing_jobs (episode_id, edit_plan_id, kind, status, progress_percentage, output_s3_key,
                        outputs, dispatch, attempt, dispatched_at, created_at, started_at, completed_at,
                        processing_duration_seconds, video_seconds)
                    SELECT plan.episode_id, plan.id, 'full', CASE WHEN n %% 20 = 0 THEN 'failed' ELSE 'completed' END, 100,
                        'episodes/' || plan.episode_id || '/final/' || n || '/1/final.mp4',
                        '[{"kind": "video", "name": "final.mp4", "format": "mp4", "width": 1920, "height": 1080}]',
                        1, 1, at, at, at, at + make_interval(secs => 20 + n %% 100), 20 + n %% 100, 60
                    FROM generate_series(1, %d) AS n,
                         LATERAL (SELECT now() - make_interval(secs => n * 60) AS at) AS times,
                         LATERAL (SELECT id, episode_id FROM plans WHERE number = n %% %d) AS plan
                    """
                            .formatted(jobs, EPISODES));
            statement.execute("VACUUM ANALYZE");
        }
    }

    List<Take> takes() throws SQLException {
        List<Take> takes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT episode_id, id, raw_footage_s3_key FROM scenes ORDER BY id")) {
            while (rows.next()) {
                takes.add(new Take(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return takes;
    }

    /** So many jobs, spread over all of them. */
    List<String> jobs(int number) throws SQLException {
        List<String> jobs = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT id FROM video_processing_jobs ORDER BY id LIMIT ?")) {
            statement.setInt(1, number);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    jobs.add(rows.getString(1));
                }
            }
        }
        return jobs;
    }
}
