package dev.rushes.local.endtoend;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rows of jobs, for what the API does not tell: which worker has a job.
 *
 * @param environment of the stack
 */
record Jobs(Map<String, String> environment) {

    /** A row of {@code video_processing_jobs}. */
    record Row(
            UUID id,
            UUID episodeId,
            String status,
            String worker,
            int attempt,
            int failures,
            int progress) {}

    Row row(String id) throws SQLException {
        return rows("where id = '" + UUID.fromString(id) + "'").getFirst();
    }

    List<Row> processing() throws SQLException {
        return rows("where status = 'processing'");
    }

    /** The jobs whose newest dispatch is not known to be in the queue. */
    List<String> unsent() throws SQLException {
        try (Connection connection = connection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id from video_processing_jobs where dispatched_at is null");
                ResultSet row = select.executeQuery()) {
            List<String> ids = new ArrayList<>();
            while (row.next()) {
                ids.add(row.getString(1));
            }
            return ids;
        }
    }

    /** How many changes a job has had. */
    long changes(String id) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select change_number from video_processing_jobs where id = ?")) {
            select.setObject(1, UUID.fromString(id));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Changes rows in the place of something that is not there. */
    void change(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Connection connection() throws SQLException {
        URI url = URI.create(environment.getOrDefault("DATABASE_URL", ""));
        String[] login = url.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
                login[0],
                login[1]);
    }

    private List<Row> rows(String where) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id, episode_id, status, coalesce(worker_id, ''), attempt, failures,"
                                        + " progress_percentage from video_processing_jobs "
                                        + where);
                ResultSet row = select.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(
                        new Row(
                                row.getObject(1, UUID.class),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getInt(5),
                                row.getInt(6),
                                row.getInt(7)));
            }
            return rows;
        }
    }
}
