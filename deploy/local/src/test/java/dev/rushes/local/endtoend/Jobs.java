package dev.rushes.local.endtoend;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private List<Row> rows(String where) throws SQLException {
        URI url = URI.create(environment.getOrDefault("DATABASE_URL", ""));
        String[] login = url.getUserInfo().split(":", 2);
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://"
                                        + url.getHost()
                                        + ":"
                                        + url.getPort()
                                        + url.getPath(),
                                login[0],
                                login[1]);
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
