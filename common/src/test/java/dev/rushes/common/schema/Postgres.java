package dev.rushes.common.schema;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One server for all tests of this module, and a fresh database in it for whoever asks. */
final class Postgres {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DataSource source;
    private final String url;

    private Postgres(String name) {
        source = SERVER.getDatabase("postgres", name);
        url = SERVER.getJdbcUrl("postgres", name);
    }

    static Postgres empty() {
        String name = "schema" + COUNT.incrementAndGet();
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Postgres(name);
    }

    static Postgres migrated() {
        Postgres database = empty();
        database.migrate();
        return database;
    }

    /** As an earlier release left it. */
    static Postgres migratedTo(String version) {
        Postgres database = empty();
        database.migrate(version);
        return database;
    }

    /** Migrates as the API service does: beside whatever is in the database already. */
    void migrate() {
        migrate("latest");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .table("rushes_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .group(true)
                .target(target)
                .load()
                .migrate();
    }

    String url() {
        return url;
    }

    void run(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The first column of every row, as text. */
    List<String> texts(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    String text(String sql) {
        List<String> texts = texts(sql);
        if (texts.size() != 1) {
            throw new IllegalStateException("one row expected, not " + texts.size() + ": " + sql);
        }
        return texts.getFirst();
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
