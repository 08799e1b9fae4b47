package dev.rushes.local.bench;

import dev.rushes.local.stack.AnotherService;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import dev.rushes.local.token.TokenIssuer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the API takes, beside the same statements through plain JDBC and Vert.x in the same run. */
@Command(
        name = "api",
        description = {
            "Measures the API: creating plans and starting renders, reading jobs, listing jobs by page; requests per"
                    + " second, p50 and p99, at full and at half load.",
            "Beside it a Vert.x server that makes the same statements with plain JDBC and nothing else, with the same"
                    + " JVM options, asked by the same client in the same run.",
            "Starts a stack of its own without workers on free ports; its data is removed at the end."
        },
        mixinStandardHelpOptions = true)
public final class BenchApiCommand implements Callable<Integer> {
    private static final double HALF_OF_THE_BASELINE = 0.5;
    private static final double P99_MILLISECONDS = 50;
    private static final long MEMORY_MIB = 400;

    private final PrintStream out = System.out;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Seconds of each measurement. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "60",
            description =
                    "Seconds of each warm-up. What runs once in a request is compiled for good after 5,000 of"
                            + " them: after 40 the compiler still takes 40 %% of a processor. Default:"
                            + " ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "8",
            description = "Connections that ask at once. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Jobs in the table. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description =
                    "Times that both are measured in turn; each must meet the aims. Default: ${DEFAULT-VALUE}")
    private int rounds;

    /** Of one scenario, both servers: turns a second at full load, then times at half of it. */
    private record Line(
            Scenario scenario,
            Load.Seen api,
            Load.Seen apiHalf,
            Load.Seen baseline,
            Load.Seen baselineHalf) {
        double share() {
            return api.perSecond() / baseline.perSecond();
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Installation installation = Installation.current();
        out.println("Starting the services ...");
        try (ScratchFolder folder = ScratchFolder.create();
                Stack stack =
                        Stack.forLoad(
                                installation,
                                folder.path().resolve("stack"),
                                StackPorts.free(0),
                                line -> out.println("  " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
            stack.start();
            String database =
                    "jdbc:postgresql://127.0.0.1:%d/rushes?user=rushes&password=rushes"
                            .formatted(stack.ports().postgres());
            Fixture fixture = new Fixture(database);
            out.printf(Locale.ROOT, "Writing %,d jobs ...%n", rows);
            fixture.fill(rows);
            List<Scenario> scenarios = Scenario.all(fixture.takes(), fixture.jobs(2_000));
            // The stack's own runs without the second compiler, so that it starts soon; what serves
            // people does not.
            try (AnotherService api =
                            AnotherService.beside(
                                    stack,
                                    "api-service",
                                    List.of(),
                                    folder.path().resolve("api.log"));
                    Baseline baseline = Baseline.start(installation, stack)) {
                return measure(stack, api, baseline, scenarios);
            }
        }
    }

    private int measure(
            Stack stack, AnotherService api, Baseline baseline, List<Scenario> scenarios)
            throws IOException, InterruptedException {
        ServiceLoad load = new ServiceLoad(api.process().toHandle());
        String token =
                stack.issuer()
                        .token(
                                "bench",
                                TokenIssuer.ALL_ROLES,
                                Optional.empty(),
                                Duration.ofHours(8));
        Load service = new Load(api.address(), token, connections);
        Load plain = new Load(baseline.address(), null, connections);
        List<Line> lines = new ArrayList<>();
        long memory = 0;
        for (Scenario scenario : scenarios) {
            out.printf("%s ...%n", scenario.name());
            service.asFastAsItCan(scenario.worker(), Duration.ofSeconds(warmUp));
            plain.asFastAsItCan(scenario.worker(), Duration.ofSeconds(warmUp));
            for (int round = 0; round < rounds; round++) {
                lines.add(once(scenario, service, plain));
            }
            memory = Math.max(memory, load.residentMib());
        }
        return report(lines, memory);
    }

    private Line once(Scenario scenario, Load service, Load plain)
            throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        Load.Seen baseline = plain.asFastAsItCan(scenario.worker(), time);
        Load.Seen api = service.asFastAsItCan(scenario.worker(), time);
        return new Line(
                scenario,
                api,
                service.atRate(scenario.worker(), time, api.perSecond() / 2),
                baseline,
                plain.atRate(scenario.worker(), time, baseline.perSecond() / 2));
    }

    private int report(List<Line> lines, long memory) {
        out.printf(
                Locale.ROOT,
                "%n%-34s %-8s %10s %22s %22s%n",
                "",
                "",
                "requests",
                "full load p50 / p99",
                "half load p50 / p99");
        boolean good = memory < MEMORY_MIB;
        for (Line line : lines) {
            row(line.scenario().name(), "API", line.scenario(), line.api(), line.apiHalf());
            row("", "Vert.x", line.scenario(), line.baseline(), line.baselineHalf());
            out.printf(Locale.ROOT, "%-34s %-8s %9.0f%%%n", "", "share", 100 * line.share());
            good &=
                    line.share() >= HALF_OF_THE_BASELINE
                            && line.apiHalf().times().millis(99) < P99_MILLISECONDS;
        }
        out.printf(Locale.ROOT, "%napi-service holds %d MiB (aim: under %d)%n", memory, MEMORY_MIB);
        out.println(
                good
                        ? "All aims met: half of the baseline, p99 under 50 ms at half load, memory."
                        : "NOT all aims met: half of the baseline, p99 under 50 ms at half load, memory.");
        return good ? 0 : 1;
    }

    private void row(String name, String who, Scenario scenario, Load.Seen full, Load.Seen half) {
        out.printf(
                Locale.ROOT,
                "%-34s %-8s %8.0f/s %10.1f / %6.1f ms %10.1f / %6.1f ms%n",
                name,
                who,
                full.perSecond() * scenario.requests(),
                full.times().millis(50),
                full.times().millis(99),
                half.times().millis(50),
                half.times().millis(99));
    }
}
