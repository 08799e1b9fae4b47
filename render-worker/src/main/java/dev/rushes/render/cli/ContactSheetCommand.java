package dev.rushes.render.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a whole video at a glance. */
@Command(
        name = "contact-sheet",
        mixinStandardHelpOptions = true,
        description = "Writes evenly spaced pictures of a video onto one PNG.")
public final class ContactSheetCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "VIDEO", description = "The video.")
    private Path video = Path.of("");

    @Parameters(index = "1", paramLabel = "PNG", description = "The picture to write.")
    private Path png = Path.of("");

    @Option(names = "--columns", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int columns;

    @Option(names = "--rows", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--tile-width",
            defaultValue = "480",
            description = "Pixels. Default: ${DEFAULT-VALUE}.")
    private int tileWidth;

    public static void main(String... args) {
        System.exit(Commands.run(new ContactSheetCommand(), args));
    }

    @Override
    public Integer call() {
        new ContactSheet(columns, rows, tileWidth).write(video, png);
        System.out.println(png);
        return CommandLine.ExitCode.OK;
    }
}
