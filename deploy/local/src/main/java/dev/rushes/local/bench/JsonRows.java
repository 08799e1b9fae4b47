package dev.rushes.local.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows as JSON, with nothing in between. */
final class JsonRows {
    private JsonRows() {}

    /** The first row. */
    static JsonObject one(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        return all(connection, sql, values).getJsonObject(0);
    }

    /** Every row, its columns under their names. */
    static JsonArray all(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        JsonArray rows = new JsonArray();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                ResultSetMetaData columns = result.getMetaData();
                while (result.next()) {
                    JsonObject row = new JsonObject();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        put(row, columns, result, i);
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static void put(JsonObject row, ResultSetMetaData columns, ResultSet result, int i)
            throws SQLException {
        String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
        switch (columns.getColumnType(i)) {
            case Types.INTEGER, Types.BIGINT -> row.put(name, number(result, i));
            case Types.NUMERIC -> row.put(name, result.getBigDecimal(i));
            case Types.BIT, Types.BOOLEAN -> row.put(name, result.getBoolean(i));
            default -> row.put(name, result.getString(i));
        }
    }

    private static @Nullable Long number(ResultSet result, int i) throws SQLException {
        long value = result.getLong(i);
        return result.wasNull() ? null : value;
    }
}
