package dev.rushes.common.schema;

import java.util.UUID;

/** Rows for tests, written past the mapping. */
final class Rows {

    private Rows() {}

    static UUID insertEpisode(Postgres database) {
        return UUID.fromString(
                database.text(
                        """
                        WITH show AS (INSERT INTO shows (name) VALUES ('Show') RETURNING id)
                        INSERT INTO episodes (show_id, title) SELECT id, 'Episode' FROM show RETURNING id
                        """));
    }

    static UUID insertPlan(Postgres database) {
        return UUID.fromString(
                database.text(
                        """
                        INSERT INTO ai_edit_plans (episode_id, edit_structure, content_hash)
                        VALUES ('%s', '{}', 'h') RETURNING id
                        """
                                .formatted(insertEpisode(database))));
    }
}
