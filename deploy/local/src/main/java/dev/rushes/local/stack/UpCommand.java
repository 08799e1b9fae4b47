package dev.rushes.local.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the stack until it is interrupted; its data stays. */
@Command(
        name = "up",
        description = "Runs the stack on this machine until Ctrl-C. Its data stays in the folder.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + StackPorts.DEFAULT_BASE,
            description = {
                "First of the consecutive ports: api, storage, worker, S3, SQS, PostgreSQL,",
                "metrics of api and storage, further workers.",
                "Default: ${DEFAULT-VALUE}"
            })
    private int portBase;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for data and logs. Default: .rushes in the checkout")
    private @Nullable Path data;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of render workers, 1 to 16. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            split = ",",
            defaultValue = "${env:CORS_ALLOWED_ORIGINS}",
            description = {
                "Origin of browser pages that may call the services and upload, such as",
                "http://localhost:5173; repeatable. Default: CORS_ALLOWED_ORIGINS"
            })
    private List<String> origins = List.of();

    @Option(
            names = "--s3",
            paramLabel = "ENDPOINT",
            description = {
                "Another S3 than the stand-in: its address, or aws. Credentials, region and",
                "buckets are taken from the variables of .env.example."
            })
    private @Nullable String s3;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (workers < 1 || workers > 16) {
            throw new ParameterException(spec.commandLine(), "--workers must be 1 to 16");
        }
        StackPorts ports;
        try {
            ports = StackPorts.from(portBase, workers);
        } catch (IllegalArgumentException tooHigh) {
            throw new ParameterException(
                    spec.commandLine(), "--port-base: " + tooHigh.getMessage());
        }
        long began = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.current();
        Path folder = data == null ? installation.defaultData() : data;
        Stack stack = Stack.open(installation, folder, ports, outside(), line -> tell(out, line));
        // The hook also runs when the start below fails or is interrupted.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    tell(out, "stopping ...");
                                    stack.close();
                                    tell(out, "stopped");
                                },
                                "stop-stack"));
        tell(out, "starting in " + stack.folder().root() + " ...");
        stack.start();
        out.printf(
                """
                Rushes is ready in %.1f s (pid %d)
                  API         %s/api/v1      description %s/q/openapi
                  Storage     %s/api/v1
                  Worker      %s
                  PostgreSQL  127.0.0.1:%d    S3 127.0.0.1:%d    SQS 127.0.0.1:%d    (keys in %s)
                  Metrics     %s  %s
                  Token       ./rushes token --role editor%s
                  Logs        %s
                  Stop        Ctrl-C
                """,
                (System.nanoTime() - began) / 1e9,
                ProcessHandle.current().pid(),
                stack.api(),
                stack.api(),
                stack.storage(),
                workerAddresses(ports),
                ports.postgres(),
                ports.s3(),
                ports.sqs(),
                stack.folder().environment(),
                metrics(ports.apiManagement()),
                metrics(ports.storageManagement()),
                data == null ? "" : " --data " + data,
                stack.folder().log("*"));
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private Outside outside() {
        Outside pages = Outside.NOTHING.withOrigins(origins);
        return s3 == null ? pages : pages.withS3(s3, System.getenv());
    }

    private static String metrics(int port) {
        return "http://localhost:" + port + "/q/metrics";
    }

    private static String workerAddresses(StackPorts ports) {
        return String.join(
                "  ",
                ports.workers().stream()
                        .map(port -> "http://localhost:" + port + "/q/health")
                        .toList());
    }

    private static void tell(PrintWriter out, String line) {
        out.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
        out.flush();
    }
}
