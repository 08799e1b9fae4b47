package dev.rushes.render.cli;

import dev.rushes.common.plan.Rational;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a take for trying things out, without any download. */
@Command(
        name = "make-footage",
        mixinStandardHelpOptions = true,
        description =
                "Makes a take: a moving picture with time and frame number, and a tone that beeps every second.")
public final class MakeFootageCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The file to write: .mp4, .mov or .mkv.")
    private Path file = Path.of("");

    @Option(
            names = "--rate",
            defaultValue = "30",
            description = "Frames a second, also as 30000/1001. Default: ${DEFAULT-VALUE}.")
    private String rate = "30";

    @Option(
            names = "--size",
            defaultValue = "1280x720",
            description = "Pixels. Default: ${DEFAULT-VALUE}.")
    private String size = "1280x720";

    @Option(names = "--seconds", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private String seconds = "10";

    @Option(
            names = "--tone",
            defaultValue = "440",
            description = "Hz; 0 for no sound. Default: ${DEFAULT-VALUE}.")
    private int tone;

    @Option(
            names = "--hue",
            defaultValue = "0",
            description =
                    "Degrees by which colours are turned, to tell takes apart. Default: ${DEFAULT-VALUE}.")
    private int hue;

    @Option(
            names = "--grain",
            defaultValue = "0",
            description =
                    "Moving noise, 0 to 100; a camera's is about 5. Default: ${DEFAULT-VALUE}.")
    private int grain;

    @Option(
            names = "--codec",
            defaultValue = "libx264",
            description = "FFmpeg's name of the encoder. Default: ${DEFAULT-VALUE}.")
    private String codec = "libx264";

    @Option(
            names = "--keyframes-every",
            defaultValue = "60",
            description = "Frames. Default: ${DEFAULT-VALUE}.")
    private int keyframesEvery;

    public static void main(String... args) {
        System.exit(Commands.run(new MakeFootageCommand(), args));
    }

    @Override
    public Integer call() {
        int by = size.indexOf('x');
        if (by < 0) {
            System.err.println("--size is WIDTHxHEIGHT, such as 1280x720");
            return CommandLine.ExitCode.USAGE;
        }
        new FootageMaker(
                        Integer.parseInt(size.substring(0, by)),
                        Integer.parseInt(size.substring(by + 1)),
                        Rational.parse(rate),
                        Rational.parse(seconds),
                        tone,
                        hue,
                        grain,
                        codec,
                        keyframesEvery)
                .make(file);
        System.out.println(file);
        return CommandLine.ExitCode.OK;
    }
}
