package dev.rushes.render.cli;

import dev.rushes.common.footage.FootageAnalysis;
import dev.rushes.common.plan.Rational;
import dev.rushes.render.analysis.Analysed;
import dev.rushes.render.analysis.DrawnPictures;
import dev.rushes.render.analysis.FootageAnalyser;
import dev.rushes.render.media.MediaLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the analysis of a take against the take itself. */
@Command(
        name = "bench-analysis",
        mixinStandardHelpOptions = true,
        description = {
            "Analyses a 1080p30 take with grain and sound (or one of yours) as the worker does, and prints",
            "how many times faster than real time, at what rate pictures were looked at, and the memory."
        })
public final class BenchAnalysisCommand implements Callable<Integer> {
    @Option(
            names = "--take",
            paramLabel = "FILE",
            description = "Analyses that; else a take is made.")
    private @Nullable Path take;

    @Option(
            names = "--seconds",
            description = "Length of the take that is made. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60")
    private int seconds;

    @Option(
            names = "--least",
            paramLabel = "N",
            description = "Fails below so many times real time. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private double least;

    @Option(names = "--json", description = "Prints the analysis as well.")
    private boolean json;

    public static void main(String... args) {
        System.exit(Commands.run(new BenchAnalysisCommand(), args));
    }

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder made = new TemporaryFolder("rushes-bench-analysis")) {
            Path file = take == null ? film(made.path().resolve("take.mp4")) : take;
            long began = System.nanoTime();
            Analysed analysed =
                    new FootageAnalyser(MediaLimits.DEFAULT)
                            .analyse(file, DrawnPictures.in(made.path()), () -> false);
            double took = (System.nanoTime() - began) / 1e9;
            FootageAnalysis analysis = analysed.analysis();
            double times = analysis.durationSeconds() / took;
            FootageAnalysis.Picture picture = analysis.picture();
            System.out.printf(
                    "%.1f s of footage in %.1f s: %.1f times real time, %d processors%n",
                    analysis.durationSeconds(),
                    took,
                    times,
                    Runtime.getRuntime().availableProcessors());
            if (picture != null) {
                System.out.printf(
                        "pictures looked at: %.1f a second, %dx%d%n",
                        picture.analysedRate(), picture.analysedWidth(), picture.analysedHeight());
            }
            System.out.printf(
                    "most memory: %d MB, document: %d kB%n",
                    Measured.peakKilobytes(ProcessHandle.current()) / 1024,
                    analysis.toJson().toString().length() / 1000);
            if (json) {
                System.out.println(analysis.toJson());
            }
            return times < least ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }

    private Path film(Path file) {
        new FootageMaker(
                        1920, 1080, Rational.of(30), Rational.of(seconds), 440, 0, 5, "libx264", 60)
                .make(file);
        System.out.println("made " + file.toFile().length() / 1_000_000 + " MB");
        return file;
    }
}
