package dev.rushes.local.bench;

import dev.rushes.local.demo.FfmpegPrograms;
import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.rehearsal.Evaluation;
import dev.rushes.local.rehearsal.Rehearse;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How good generated plans are, on episodes whose right takes and pauses are known. */
@Command(
        name = "plan",
        description =
                "Makes episodes with flawed takes, has them analysed and planned, and scores the plans.",
        mixinStandardHelpOptions = true)
public final class PlanBench implements Callable<Integer> {
    @Option(names = "--episodes", defaultValue = "40", description = "how many (${DEFAULT-VALUE})")
    private int episodes;

    @Option(
            names = "--seed",
            defaultValue = "20261125",
            description = "of the first episode; the others follow (${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Installation installation = Installation.current();
        out.printf("%d episodes, seed %d%n", episodes, seed);
        try (ScratchFolder folder = ScratchFolder.create();
                Stack stack =
                        Stack.open(
                                installation,
                                folder.path().resolve("stack"),
                                StackPorts.free(1),
                                line -> out.println("  " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
            stack.start();
            FfmpegPrograms programs =
                    FfmpegPrograms.of(installation, installation.defaultData().resolve("programs"));
            long began = System.nanoTime();
            Evaluation found =
                    new Rehearse(
                                    RushesClient.of(stack),
                                    programs.folder().resolve("ffmpeg"),
                                    folder.path().resolve("takes"))
                            .evaluate(episodes, seed, out::println);
            found.table().forEach(out::println);
            out.printf("in %.0f s%n", (System.nanoTime() - began) / 1e9);
            found.faults().forEach(fault -> out.println("NOT GOOD ENOUGH: " + fault));
            return found.faults().isEmpty() ? 0 : 1;
        }
    }
}
