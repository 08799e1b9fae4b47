package dev.rushes.local.validate;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./rushes validate}: a line for each check, then the totals; exit code 1 where any failed.
 *
 * <p>Reads the same variables as the services, and by default those of the process. Without
 * endpoints in them it looks at AWS itself, with the SDK's usual credentials. Writes nothing that
 * stays: what the database refuses is tried in transactions that are rolled back.
 */
@Command(
        name = "validate",
        description = "Checks the environment against the specification.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "Run only checks whose name contains TEXT, such as 'bucket' or 'index'.")
    private String only = "";

    private final Map<String, String> variables;

    /** Validates what the variables of this process name. */
    public ValidateCommand() {
        this(System.getenv());
    }

    ValidateCommand(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public Integer call() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        int passed = 0;
        int failed = 0;
        var environment = new Environment(variables);
        try (var s3 = environment.s3();
                var sqs = environment.sqs();
                var database = new Database(environment)) {
            List<Check> checks = new ArrayList<>(EnvironmentChecks.all(environment));
            checks.addAll(SchemaChecks.all(database));
            checks.addAll(RuleChecks.all(database));
            checks.addAll(EntityChecks.all(database));
            checks.addAll(BucketChecks.all(environment, s3));
            checks.addAll(QueueChecks.all(environment, sqs));
            checks.addAll(ServiceChecks.all(environment));
            for (Check check : checks) {
                if (check.name().contains(only)) {
                    Check.Outcome outcome = check.run();
                    out.println(outcome);
                    out.flush();
                    passed += outcome.ok() ? 1 : 0;
                    failed += outcome.ok() ? 0 : 1;
                }
            }
        }
        out.println(passed + " passed, " + failed + " failed");
        out.flush();
        return failed == 0 ? 0 : 1;
    }
}
