package dev.rushes.render.cli;

import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaException;
import picocli.CommandLine;

/** Runs a command so that a person sees a sentence, not a stack trace. */
final class Commands {
    private Commands() {}

    static int run(Object command, String... args) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof MediaException known) {
                        System.err.println(known.getMessage());
                        return known instanceof BadMedia
                                ? CommandLine.ExitCode.USAGE
                                : CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                })
                .execute(args);
    }
}
