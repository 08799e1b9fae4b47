package dev.rushes.local.validate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database as its catalogue describes it; connects when first asked. */
final class Database implements AutoCloseable {

    /**
     * A column of a table.
     *
     * @param type as PostgreSQL writes it, with its modifier: {@code numeric(3,2)}
     * @param required not null, without a default, and not made by the database
     */
    record Column(String name, String type, boolean required) {
        /** The type without its modifier. */
        String family() {
            return type.replaceAll("\\(.*?\\)", "");
        }
    }

    /**
     * A foreign key of one column.
     *
     * @param onDelete {@code cascade}, {@code set null} or another action of SQL
     */
    record Reference(String column, String target, String onDelete) {}

    private final Environment environment;
    private @Nullable Connection connection;

    Database(Environment environment) {
        this.environment = environment;
    }

    Connection connection() throws SQLException, Unmet {
        Connection open = connection;
        if (open == null || !open.isValid(5)) {
            open = DatabaseAddress.of(environment).connect();
            connection = open;
        }
        return open;
    }

    String version() throws SQLException, Unmet {
        return rows("SELECT current_setting('server_version')", r -> r.getString(1)).getFirst();
    }

    Map<String, Column> columns(String table) throws SQLException, Unmet {
        var columns = new LinkedHashMap<String, Column>();
        rows(
                        """
                        SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                               a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
                        FROM pg_attribute a
                        WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
                        ORDER BY a.attnum\
                        """,
                        r -> new Column(r.getString(1), r.getString(2), r.getBoolean(3)),
                        table)
                .forEach(column -> columns.put(column.name(), column));
        Unmet.unless(!columns.isEmpty(), "no such table");
        return columns;
    }

    /** Indexes over plain columns of the whole table by name; each with its columns in order. */
    Map<String, List<String>> indexes(String table) throws SQLException, Unmet {
        var indexes = new LinkedHashMap<String, List<String>>();
        rows(
                        """
                        SELECT i.indexrelid::regclass::text,
                               string_agg(a.attname, ',' ORDER BY k.place)
                        FROM pg_index i
                        CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                        WHERE i.indrelid = to_regclass(?) AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indisvalid
                        GROUP BY i.indexrelid\
                        """,
                        r -> Map.entry(r.getString(1), List.of(r.getString(2).split(",", -1))),
                        table)
                .forEach(index -> indexes.put(index.getKey(), index.getValue()));
        return indexes;
    }

    /** What an index is made of; empty where the table has none of that name. */
    Optional<String> definition(String table, String index) throws SQLException, Unmet {
        return rows(
                        """
                        SELECT pg_get_indexdef(i.indexrelid)
                        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                        WHERE i.indrelid = to_regclass(?) AND c.relname = ? AND i.indisvalid\
                        """,
                        r -> r.getString(1),
                        table,
                        index)
                .stream()
                .findFirst();
    }

    List<Reference> references(String table) throws SQLException, Unmet {
        return rows(
                """
                SELECT a.attname, c.confrelid::regclass::text,
                       CASE c.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null'
                                          WHEN 'r' THEN 'restrict' WHEN 'd' THEN 'set default' ELSE 'no action' END
                FROM pg_constraint c
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND c.conrelid = to_regclass(?)\
                """,
                r -> new Reference(r.getString(1), r.getString(2), r.getString(3)),
                table);
    }

    /** Reads one column of a row, where there is a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String sql, RowReader<T> reader, String... parameters)
            throws SQLException, Unmet {
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            var rows = new ArrayList<T>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        }
    }

    Optional<Reference> reference(String table, String column) throws SQLException, Unmet {
        return references(table).stream().filter(r -> r.column().equals(column)).findFirst();
    }

    @Override
    public void close() throws SQLException {
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
