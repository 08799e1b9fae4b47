package dev.rushes.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where this checkout of Rushes lies and what was built in it.
 *
 * @param home the folder of the launcher
 * @param java the {@code java} program that runs the services
 */
public record Installation(Path home, Path java) {

    /** The checkout that the launcher named in {@code rushes.home}, run by the JDK of this process. */
    public static Installation current() {
        String home = System.getProperty("rushes.home");
        if (home == null) {
            throw new IllegalStateException("rushes.home is not set: start through ./rushes");
        }
        return new Installation(
                Path.of(home).toAbsolutePath().normalize(),
                Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** The folder that {@code up} keeps its data in when none is given. */
    public Path defaultData() {
        return home.resolve(".rushes");
    }

    /** Class path of the stand-ins. */
    String standInsClassPath() {
        Path target = home.resolve("deploy/local/target");
        return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    }

    /** Class path of the bench's baseline server: its own class, and the libraries that api-service runs with. */
    public String baselineClassPath() {
        Path target = home.resolve("deploy/local/target");
        return target.resolve("classes")
                + ":"
                + home.resolve("api-service/target/quarkus-app/lib/main")
                + "/*";
    }

    /** Class path of the render engine's command line. */
    public String engineClassPath() {
        Path app = home.resolve("render-worker/target/quarkus-app");
        return Stream.of("app", "lib/main", "lib/boot")
                .map(folder -> app.resolve(folder) + "/*")
                .reduce((left, right) -> left + ":" + right)
                .orElseThrow();
    }

    /** The folder with the libraries of the render worker, FFmpeg's among them. */
    public Path engineLibraries() {
        return home.resolve("render-worker/target/quarkus-app/lib/main");
    }

    /** The packaged service of a module, as {@code java -jar} takes it. */
    public Path runner(String module) {
        return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The modules that are not packaged yet; empty when the stack can start. */
    List<String> missing() {
        return Stream.of("api-service", "storage-service", "render-worker")
                .filter(module -> !Files.isRegularFile(runner(module)))
                .toList();
    }
}
