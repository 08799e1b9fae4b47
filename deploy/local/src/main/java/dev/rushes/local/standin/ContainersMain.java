package dev.rushes.local.standin;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL, S3 and SQS in containers instead of {@link StandInMain}'s processes, with the same arguments, variables and {@code
 * ready.json}; ends with its standard input, when
 * Testcontainers takes the containers away.
 *
 * <p>Images: {@code RUSHES_TEST_POSTGRES_IMAGE}, with the variables of the usual one, and {@code RUSHES_TEST_AWS_IMAGE}, which has
 * S3 on port 9090 and SQS with our queues on 9324. What is kept lies in volumes; they and the containers have the label {@value
 * #LABEL} with what {@value #RUN} holds. Each line of standard input is an order with a number in front; {@code order-done} in the
 * data folder then holds the number. After {@value #FORGET} the volumes end with the containers; without it, the end may be the
 * first half of a restart.
 */
public final class ContainersMain {
    static final String DONE_FILE = "order-done";
    static final String FORGET = "forget";
    private static final String LABEL = "dev.rushes.test";
    private static final String RUN = "RUSHES_TEST_RUN";
    private static final String POSTGRES_DATA = "/var/lib/postgresql/data";
    private static final String POSTGRES = "postgres";
    private static final String AWS = "aws";
    private static final int REMOVAL_ATTEMPTS = 30;
    private static final int POSTGRES_PORT = 5432;
    private static final int S3_PORT = 9090;
    private static final int SQS_PORT = 9324;
    private static final Duration START_LIMIT = Duration.ofSeconds(50);

    private final StandInOptions options;
    private final String run;
    private final GenericContainer<?> postgres;
    private final GenericContainer<?> aws;
    private volatile boolean forgotten;

    private ContainersMain(StandInOptions options, Map<String, String> environment) {
        this.options = options;
        this.run = environment.getOrDefault(RUN, "true");
        List<String> durability =
                options.ephemeral()
                        ? List.of("-c", "fsync=off", "-c", "full_page_writes=off")
                        : List.of();
        List<String> command =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "postgres", "-c", "max_connections=150", "-c", "jit=off"),
                                durability.stream())
                        .toList();
        postgres =
                container(
                                environment.getOrDefault(
                                        "RUSHES_TEST_POSTGRES_IMAGE", "rushes/postgres:debian"),
                                POSTGRES,
                                POSTGRES_DATA,
                                Map.of(POSTGRES_PORT, options.postgresPort()))
                        .withEnv("POSTGRES_USER", "rushes")
                        .withEnv("POSTGRES_PASSWORD", "rushes")
                        .withEnv("POSTGRES_DB", "rushes")
                        // The usual image keeps each version's data elsewhere.
                        .withEnv("PGDATA", POSTGRES_DATA)
                        .withCommand(command.toArray(String[]::new));
        aws =
                container(
                                environment.getOrDefault(
                                        "RUSHES_TEST_AWS_IMAGE", "rushes/aws:local"),
                                AWS,
                                "/data",
                                Map.of(S3_PORT, options.s3Port(), SQS_PORT, options.sqsPort()))
                        .withEnv("AWS_ACCESS_KEY_ID", options.accessKey())
                        .withEnv("AWS_SECRET_ACCESS_KEY", options.secretKey())
                        .withEnv("AWS_REGION", options.region())
                        .withEnv(StandInOptions.EPHEMERAL, Boolean.toString(options.ephemeral()));
    }

    /** Starts both; ends with code 2 for wrong arguments and 1 where a container did not start. */
    public static void main(String[] arguments) {
        try {
            new ContainersMain(StandInOptions.parse(arguments, System.getenv()), System.getenv())
                    .run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws IOException {
        Files.createDirectories(options.data());
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        Thread database = Thread.ofPlatform().name("postgres-start").start(postgres::start);
        aws.start();
        try {
            database.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!postgres.isRunning()) {
            throw new IllegalStateException("PostgreSQL's container did not start");
        }
        write(
                StandInMain.READY_FILE,
                "{\"pid\": %d, \"postgresPort\": %d, \"s3Port\": %d, \"sqsPort\": %d}"
                        .formatted(
                                ProcessHandle.current().pid(),
                                options.postgresPort(),
                                options.s3Port(),
                                options.sqsPort()));
        obey();
        System.exit(0);
    }

    /** Testcontainers removes containers at the end as well, but no volumes, and those only when no container has them. */
    private void end() {
        postgres.stop();
        aws.stop();
        if (!forgotten) {
            return;
        }
        for (String name : List.of(POSTGRES, AWS)) {
            removeVolume(volume(name));
        }
    }

    private static void removeVolume(String volume) {
        for (int attempt = 0; ; attempt++) {
            try {
                DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
                return;
            } catch (NotFoundException e) {
                return;
            } catch (DockerException e) {
                // Whoever else removes the container may not be done with it yet.
                if (attempt == REMOVAL_ATTEMPTS) {
                    System.err.println(volume + " is left: " + e.getMessage());
                    return;
                }
            }
            try {
                Thread.sleep(Duration.ofMillis(100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void obey() throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            int space = line.indexOf(' ');
            carryOut(line.substring(space + 1));
            write(DONE_FILE, line.substring(0, space));
        }
    }

    private void carryOut(String order) {
        var engine = DockerClientFactory.lazyClient();
        switch (order) {
            case "kill aws" -> engine.killContainerCmd(aws.getContainerId()).exec();
            case "kill postgres" -> {
                engine.killContainerCmd(postgres.getContainerId()).exec();
                engine.startContainerCmd(postgres.getContainerId()).exec();
            }
            case "freeze postgres" -> engine.pauseContainerCmd(postgres.getContainerId()).exec();
            case "thaw postgres" -> engine.unpauseContainerCmd(postgres.getContainerId()).exec();
            case FORGET -> forgotten = true;
            default -> throw new IllegalArgumentException("no order: " + order);
        }
    }

    /** Ports of our choice, since a restart must find them again; the same volume for the same data folder. */
    private GenericContainer<?> container(
            String image, String name, String folder, Map<Integer, Integer> ports) {
        String volume = volume(name);
        return new GenericContainer<>(DockerImageName.parse(image))
                .withExposedPorts(ports.keySet().toArray(Integer[]::new))
                .withStartupTimeout(START_LIMIT)
                .waitingFor(Wait.forListeningPort().withStartupTimeout(START_LIMIT))
                .withCreateContainerCmdModifier(create -> {
                    DockerClientFactory.lazyClient()
                            .createVolumeCmd()
                            .withName(volume)
                            .withLabels(Map.of(LABEL, run))
                            .exec();
                    HostConfig host = Objects.requireNonNull(create.getHostConfig());
                    host.withBinds(new Bind(volume, new Volume(folder)))
                            .withPortBindings(
                                    ports.entrySet().stream()
                                            .map(port ->
                                                    new PortBinding(
                                                            Binding.bindIpAndPort(
                                                                    "127.0.0.1", port.getValue()),
                                                            new ExposedPort(port.getKey())))
                                            .toList());
                    Map<String, String> labels = new HashMap<>();
                    if (create.getLabels() != null) {
                        labels.putAll(create.getLabels());
                    }
                    labels.put(LABEL, run);
                    create.withLabels(labels);
                });
    }

    private String volume(String name) {
        return "rushes-test-%s-%s"
                .formatted(
                        UUID.nameUUIDFromBytes(
                                options.data().toString().getBytes(StandardCharsets.UTF_8)),
                        name);
    }

    private void write(String name, String text) throws IOException {
        Path target = options.data().resolve(name);
        Path fresh = target.resolveSibling(name + ".new");
        Files.writeString(fresh, text + "\n");
        Files.move(
                fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
