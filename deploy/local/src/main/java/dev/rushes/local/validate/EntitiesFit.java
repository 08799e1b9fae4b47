package dev.rushes.local.validate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether tables, columns, indexes and entities of a database are those of this version, in one sum.
 *
 * @param checks how many were made
 * @param faults what each that failed saw
 */
public record EntitiesFit(int checks, List<String> faults) {
    public EntitiesFit {
        faults = List.copyOf(faults);
    }

    /** Looks at the database that the environment names; changes nothing. */
    public static EntitiesFit of(Environment environment) throws SQLException {
        try (var database = new Database(environment)) {
            List<Check> checks = new ArrayList<>(SchemaChecks.all(database));
            checks.addAll(EntityChecks.all(database));
            List<String> faults = new ArrayList<>();
            for (Check check : checks) {
                Check.Outcome outcome = check.run();
                if (!outcome.ok()) {
                    faults.add(outcome.name() + ": " + outcome.seen());
                }
            }
            return new EntitiesFit(checks.size(), faults);
        }
    }
}
