package dev.rushes.local.doctor;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.StackFolder;
import dev.rushes.local.validate.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks for what is missing or broken and says what to do about it; fails when anything is. */
@Command(
        name = "doctor",
        description = {
            "Looks for what is missing or broken and says what to do about it.",
            "Looks at the environment that your variables name, else at the local stack that runs."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.current();
        List<Look> looks = new ArrayList<>(new MachineLooks(installation).all());
        Optional<Map<String, String>> environment = environment(installation);
        if (environment.isPresent()) {
            looks.addAll(new StackLooks(new Environment(environment.get())).all());
            looks.addAll(new WorkLooks(new Environment(environment.get())).all());
        }
        PrintWriter out = spec.commandLine().getOut();
        int ill = 0;
        int well = 0;
        for (Look look : looks) {
            switch (look.finding()) {
                case Finding.Well(String detail) -> {
                    well++;
                    out.println("ok    " + look.name() + ": " + detail);
                }
                case Finding.Ill(String detail, String advice) -> {
                    ill++;
                    out.println("FAIL  " + look.name() + ": " + detail);
                    out.println("      -> " + advice);
                }
                case Finding.Unseen(String why) -> out.println("-     " + look.name() + ": " + why);
            }
            out.flush();
        }
        if (environment.isEmpty()) {
            out.println(
                    "-     no stack runs here and DATABASE_URL is not set, so no service was looked at (./rushes up)");
        }
        out.println(well + " ok, " + ill + " failed");
        out.flush();
        return ill == 0 ? 0 : 1;
    }

    private static Optional<Map<String, String>> environment(Installation installation)
            throws IOException {
        return System.getenv("DATABASE_URL") == null
                ? StackFolder.readVariables(
                        new StackFolder(installation.defaultData()).environment())
                : Optional.of(System.getenv());
    }
}
