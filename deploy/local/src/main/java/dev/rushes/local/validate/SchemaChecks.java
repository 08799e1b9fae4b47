package dev.rushes.local.validate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables, columns with their types, references and indexes, as the specification lists them. */
final class SchemaChecks {

    private SchemaChecks() {}

    /** The tables of the specification. */
    static List<String> tables() {
        return List.copyOf(ExpectedTables.SPECIFIED.keySet());
    }

    static List<Check> all(Database database) {
        var checks = new ArrayList<Check>();
        checks.add(new Check("database connection", () -> "PostgreSQL " + database.version()));
        ExpectedTables.SPECIFIED.forEach((table, columns) ->
                checks.add(new Check("table " + table, () -> columns(database, table, columns))));
        ExpectedTables.FURTHER.forEach((table, columns) ->
                checks.add(new Check("table " + table, () -> columns(database, table, columns))));
        for (String reference : ExpectedKeys.REFERENCES) {
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
        for (String index : ExpectedKeys.INDEXES) {
            String[] parts = index.split(" ", 2);
            List<String> columns = List.of(parts[1].split(",", -1));
            checks.add(
                    new Check(
                            "index " + parts[0] + " (" + String.join(", ", columns) + ")",
                            () -> index(database, parts[0], columns)));
        }
        for (String index : ExpectedKeys.NAMED) {
            String[] parts = index.split(" ", 2);
            checks.add(
                    new Check(
                            "index " + parts[0] + " " + parts[1],
                            () -> namedIndex(database, parts[0], parts[1])));
        }
        for (String index : ExpectedKeys.LISTS) {
            String[] parts = index.split(" ", 2);
            checks.add(
                    new Check(
                            "index " + parts[0] + " " + parts[1],
                            () -> listIndex(database, parts[0], parts[1])));
        }
        return checks;
    }

    private static String columns(
            Database database, String table, Map<String, ExpectedTables.Type> expected)
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

    private static String namedIndex(Database database, String table, String name)
            throws SQLException, Unmet {
        return database.definition(table, name).orElseThrow(() -> new Unmet("no such index"));
    }

    /** No index can hold a time without a zone, which is another moment with every setting of a session. */
    private static String listIndex(Database database, String table, String name)
            throws SQLException, Unmet {
        Database.Column made = database.columns(table).get("created_at");
        if (made != null && !made.type().equals("timestamp with time zone")) {
            return "none: created_at is " + made.type() + ", so that its lists are sorted";
        }
        return namedIndex(database, table, name);
    }
}
