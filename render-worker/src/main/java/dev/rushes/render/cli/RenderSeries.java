package dev.rushes.render.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Renders one plan after another in one process, as a worker that runs already does, and says what each took. Their
 * arguments are those of {@link RenderCommand}, with {@value #NEXT} between two renders.
 */
final class RenderSeries {
    static final String NEXT = "--then";

    private RenderSeries() {}

    public static void main(String... args) {
        List<String> rest = Arrays.asList(args);
        int code = CommandLine.ExitCode.OK;
        while (!rest.isEmpty() && code == CommandLine.ExitCode.OK) {
            int end = rest.contains(NEXT) ? rest.indexOf(NEXT) : rest.size();
            long began = System.nanoTime();
            code = Commands.run(new RenderCommand(), rest.subList(0, end).toArray(String[]::new));
            System.out.printf(Locale.ROOT, "took %.2f s%n", (System.nanoTime() - began) / 1e9);
            rest = rest.subList(Math.min(end + 1, rest.size()), rest.size());
        }
        System.exit(code);
    }
}
