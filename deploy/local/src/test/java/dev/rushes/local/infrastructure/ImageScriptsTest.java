package dev.rushes.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of images and of the composed stack, with scripts in place of the programs that they call. */
class ImageScriptsTest {
    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path DEPLOY = HOME.resolve("deploy");
    private static final List<String> SERVICES =
            List.of("api-service", "storage-service", "render-worker");

    private Path folder;
    private Path programs;

    private record Answer(int code, String text) {}

    @BeforeEach
    void noPrograms(@TempDir Path fresh) throws IOException {
        folder = fresh;
        programs = Files.createDirectory(folder.resolve("programs"));
    }

    @Test
    void aBaseSystemComesFromWhereTheReleaseItselfDoes() throws Exception {
        list("a-jdk.list", "deb [signed-by=/k.gpg arch=amd64] https://jdk.example/deb trixie main");
        list(
                "b-old.sources",
                """
                Types: deb
                URIs: https://old.example/debian
                Suites: trixie trixie-updates
                Components: main
                Enabled: no
                """);
        list(
                "debian.sources",
                """
                # Where sources come from.
                Types: deb-src
                URIs: https://sources.example/debian
                Suites: trixie trixie-updates

                Types: deb
                # http://snapshot.example/debian
                URIs: https://security.example/debian-security
                Suites: trixie-security

                Types: deb deb-src
                URIs:
                 https://mirror.example/debian
                Suites: trixie
                 trixie-updates
                Components: main
                """);

        assertThat(mirror("trixie")).isEqualTo("https://mirror.example/debian\n");
        assertThat(mirror("forky")).isEmpty();
    }

    @Test
    void aListOfSingleLinesIsReadAsWell() throws Exception {
        list("a-jdk.list", "deb https://jdk.example/deb bookworm main");
        Files.writeString(
                folder.resolve("apt").resolve("sources.list"),
                """
                # deb https://old.example/debian bookworm main
                deb https://mirror.example/debian bookworm main
                deb https://mirror.example/debian bookworm-updates main
                """);

        assertThat(mirror("bookworm")).isEqualTo("https://mirror.example/debian\n");
        Files.delete(folder.resolve("apt").resolve("sources.list"));
        assertThat(mirror("bookworm")).isEqualTo("https://jdk.example/deb\n");
    }

    @Test
    void aMirrorThatIsNamedIsTakenBeforeAnyThatIsListed() throws Exception {
        Path home = checkout();
        Files.createDirectories(home.resolve("deploy/local/target/lib"));
        Files.copy(
                DEPLOY.resolve("images").resolve("local.sh"),
                home.resolve("deploy/images/local.sh"));
        copied("images/mirror", home, "echo https://listed.example/debian");
        program("id", "echo 0");
        program("docker", "[[ $1 != image ]]");
        program("debootstrap", "echo \"asked: $*\"; exit 1");
        ProcessBuilder listed = script(home.resolve("deploy/images/local.sh"), "--bases");
        listed.environment().put("JAVA_HOME", System.getProperty("java.home"));
        listed.environment().remove("MIRROR");
        ProcessBuilder named = script(home.resolve("deploy/images/local.sh"), "--bases");
        named.environment().putAll(listed.environment());
        named.environment().put("MIRROR", "https://named.example/debian");

        assertThat(run(listed).text()).contains("asked: ", "/root https://listed.example/debian\n");
        assertThat(run(named).text()).contains("asked: ", "/root https://named.example/debian\n");
    }

    @Test
    void theEnginesProgramIsInstalledWhereItIsAPackageOfItsOwn() throws Exception {
        for (String program :
                List.of(
                        "bash", "sed", "mktemp", "rm", "mkdir", "tail", "grep", "sleep", "chmod",
                        "timeout")) {
            Files.createSymbolicLink(programs.resolve(program), installed(program));
        }
        program("uname", "echo Linux");
        program("id", "echo 0");
        program("setsid", "exec \"$@\"");
        program(
                "apt-get",
                """
                installed() { echo '#!%s' >"%2$s/$1"; chmod +x "%2$s/$1"; }
                echo "$*" >>"%2$s/../apt.log"
                [[ " $* " != *' docker.io '* ]] || installed dockerd
                [[ " $* " != *' docker-cli '* ]] || installed docker
                """
                        .formatted(installed("bash"), programs));
        ProcessBuilder engine =
                script(DEPLOY.resolve("images/engine"), "start", folder.resolve("kept").toString());
        engine.environment().put("PATH", programs.toString());

        assertThat(run(engine))
                .isEqualTo(
                        new Answer(
                                0,
                                "unix://" + folder.resolve("kept").resolve("docker.sock") + "\n"));
        assertThat(Files.readString(folder.resolve("apt.log")))
                .isEqualTo(
                        """
                        update
                        install -y --no-install-recommends docker.io iptables
                        install -y --no-install-recommends docker-cli
                        """);
    }

    @Test
    void aComposedServiceThatEndsHasTheLogsShown() throws Exception {
        program(
                "docker",
                """
                case "$*" in
                  *' ps -aq api-service') ;;
                  *' ps -aq '*) echo "id-of-${!#}" ;;
                  'inspect '*)
                    [[ -n ${!#} ]] || exit 1
                    echo 'exited unhealthy'
                    ;;
                  *' logs '*) echo 'what they said' ;;
                  *' down '*) : >"%s/down" ;;
                esac
                """
                        .formatted(folder));
        Path workflow = Files.writeString(folder.resolve("workflow.py"), "");

        Answer answer = run(script(DEPLOY.resolve("compose/accept"), workflow.toString()));

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).endsWith("what they said\nstorage-service has ended.\n");
        assertThat(folder.resolve("down")).exists();
    }

    @Test
    void packagesAreMeasuredWithoutAnEngine() throws Exception {
        Path home = checkout();
        program("docker", "exit 1");
        copied("images/measure", home, "echo \"measured $*\"");

        Answer first = run(rushes(home, "bench", "start", "--rounds", "1"));
        Answer second = run(rushes(home, "bench", "start"));

        assertThat(first.code()).as(first.text()).isZero();
        assertThat(first.text()).endsWith("measured --rounds 1\n");
        assertThat(second).isEqualTo(new Answer(0, "measured \n"));
        String both =
                """
                -B -q package -Dmaven.test.skip=true -Dspotless.check.skip=true
                -B -q -Pimages package -Dmaven.test.skip=true -Dspotless.check.skip=true
                """;
        assertThat(Files.readString(home.resolve("maven.log"))).isEqualTo(both);
        Files.setLastModifiedTime(
                home.resolve("common/src/main"), FileTime.from(Instant.now().plusSeconds(60)));
        run(rushes(home, "bench", "start"));
        assertThat(Files.readString(home.resolve("maven.log"))).isEqualTo(both + both);
    }

    @Test
    void baseImagesAloneAreMadeLocallyOrNotAtAll() throws Exception {
        Path home = checkout();
        program("docker", "exit 0");
        copied("images/local.sh", home, "echo \"local $*\"");

        assertThat(run(rushes(home, "images", "--bases")))
                .isEqualTo(
                        new Answer(
                                2,
                                "--bases makes what --local builds on: ./rushes images --local --bases\n"));
        assertThat(run(rushes(home, "images", "--plain", "--bases", "--local")).text())
                .endsWith("local --bases --plain\n");
    }

    @Test
    void anInterruptedMeasurementLeavesNoServiceBehind() throws Exception {
        Path home = checkout();
        for (String service : SERVICES) {
            Path image = Files.createDirectories(home.resolve(service).resolve("target/image"));
            Files.writeString(image.resolve("quarkus-run.jar"), "");
            Path settings = Files.createDirectories(home.resolve("deploy/images").resolve(service));
            Files.writeString(settings.resolve("java-options"), "");
        }
        copied("images/train", home, "exit 0");
        Files.copy(
                DEPLOY.resolve("images").resolve("measure"), home.resolve("deploy/images/measure"));
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        program(
                "java",
                """
                data=
                for argument; do
                  [[ $last != --data ]] || data=$argument
                  last=$argument
                done
                if [[ -n $data ]]; then
                  echo '{"postgresPort": 9, "s3Port": 9, "sqsPort": 9}' >"$data/ready.json"
                else
                  echo $$ >"%s/service.new" && mv "%1$s/service.new" "%1$s/service"
                fi
                exec sleep 60
                """
                        .formatted(folder));
        Files.move(programs.resolve("java"), jdk.resolve("bin/java"));
        ProcessBuilder measure = script(home.resolve("deploy/images/measure"));
        measure.environment().put("JAVA_HOME", jdk.toString());
        Process measuring = measure.start();
        await().until(() -> Files.exists(folder.resolve("service")));
        long service = Long.parseLong(Files.readString(folder.resolve("service")).strip());

        measuring.destroy();

        assertThat(measuring.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(measuring.exitValue()).isEqualTo(143);
        await().until(() -> ProcessHandle.of(service).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aServiceThatDoesNotStartIsNotWaitedForWithoutEnd() throws Exception {
        program("java", "echo 'still thinking'; exec sleep 60");
        ProcessBuilder training = training(9);
        training.environment().put("TRAIN_START_LIMIT", "1");

        assertThat(run(training))
                .isEqualTo(
                        new Answer(
                                1,
                                "still thinking\nThe service did not start within 1 s, so there is nothing to keep.\n"));
    }

    @Test
    void aJvmThatDoesNotEndWithItsCacheIsNotWaitedForWithoutEnd() throws Exception {
        // SIGTERM is ignored by what is in the shell's place as well.
        program("java", "trap '' TERM; exec sleep 60");
        HttpServer service =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        service.start();
        try {
            ProcessBuilder training = training(service.getAddress().getPort());
            training.environment().put("TRAIN_CACHE_LIMIT", "1");

            assertThat(run(training))
                    .isEqualTo(new Answer(1, "The JVM did not end with its cache within 1 s.\n"));
        } finally {
            service.stop(0);
        }
    }

    private ProcessBuilder training(int port) {
        return script(DEPLOY.resolve("images/train"), folder.toString(), Integer.toString(port));
    }

    /** What the launcher needs to see of a checkout; Maven leaves what a build would. */
    private Path checkout() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.copy(HOME.resolve("rushes"), home.resolve("rushes"));
        Files.createFile(home.resolve("pom.xml"));
        Files.createDirectory(home.resolve(".mvn"));
        for (String module :
                Stream.concat(Stream.of("common", "deploy/local"), SERVICES.stream()).toList()) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
        Files.createDirectories(home.resolve("deploy/images"));
        program(
                "mvn",
                """
                echo "$*" >>maven.log
                package=quarkus-app
                [[ " $* " != *' -Pimages '* ]] || package=image
                for service in api-service storage-service render-worker; do
                  mkdir -p "$service/target/$package" && : >"$service/target/$package/quarkus-run.jar"
                done
                mkdir -p deploy/local/target/{lib,classes/dev/rushes/local} && : >deploy/local/target/classes/dev/rushes/local/Main.class
                """);
        return home;
    }

    private ProcessBuilder rushes(Path home, String... arguments) {
        ProcessBuilder launcher = script(home.resolve("rushes"), arguments);
        launcher.environment().remove("MAVEN_HOME");
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return launcher;
    }

    private static void copied(String name, Path home, String text) throws IOException {
        executable(home.resolve("deploy").resolve(name), text);
    }

    private void program(String name, String text) throws IOException {
        executable(programs.resolve(name), text);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, "#!" + installed("bash") + "\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path installed(String program) {
        return Pattern.compile(":")
                .splitAsStream(Objects.requireNonNull(System.getenv("PATH")))
                .map(path -> Path.of(path, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void list(String name, String text) throws IOException {
        Path lists = Files.createDirectories(folder.resolve("apt").resolve("sources.list.d"));
        Files.writeString(lists.resolve(name), text + "\n");
    }

    private String mirror(String release) throws Exception {
        Answer answer =
                run(
                        script(
                                DEPLOY.resolve("images/mirror"),
                                release,
                                folder.resolve("apt").toString()));
        assertThat(answer.code()).as(answer.text()).isZero();
        return answer.text();
    }

    private ProcessBuilder script(Path file, String... arguments) {
        ProcessBuilder script =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(installed("bash").toString(), file.toString()),
                                        Stream.of(arguments))
                                .toList());
        script.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        return script.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
    }

    private Answer run(ProcessBuilder script) throws Exception {
        Process process = script.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(
                process.exitValue(),
                Files.readString(Objects.requireNonNull(script.redirectOutput().file()).toPath()));
    }
}
