package dev.rushes.local;

import dev.rushes.local.bench.BenchCommand;
import dev.rushes.local.demo.DemoCommand;
import dev.rushes.local.demo.FfprobeCommand;
import dev.rushes.local.demo.WorkflowFailure;
import dev.rushes.local.doctor.DoctorCommand;
import dev.rushes.local.stack.StackFailure;
import dev.rushes.local.stack.UpCommand;
import dev.rushes.local.token.TokenCommand;
import dev.rushes.local.validate.ValidateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands behind {@code ./rushes} that run on this machine. */
@Command(
        name = "./rushes",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ValidateCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            FfprobeCommand.class,
            TokenCommand.class
        },
        mixinStandardHelpOptions = true)
final class Main {

    private Main() {}

    /** Exits with the command's code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof StackFailure || failure instanceof WorkflowFailure) {
                failed.getErr().println(failure.getMessage());
            } else {
                failure.printStackTrace(failed.getErr());
            }
            failed.getErr().flush();
            return 1;
        });
        System.exit(commandLine.execute(args));
    }
}
