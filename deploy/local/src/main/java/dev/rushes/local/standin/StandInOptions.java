package dev.rushes.local.standin;

import dev.rushes.local.standin.aws.AwsServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the stand-ins' JVM was asked for.
 *
 * @param data folder that keeps everything
 * @param address where S3 and SQS are bound; PostgreSQL stays on the loopback interface
 * @param ephemeral whether durability is off: faster, and a crash may lose data
 * @param dieWithParent whether the end of standard input ends the JVM
 */
record StandInOptions(
        Path data,
        String address,
        int postgresPort,
        int sqsPort,
        int s3Port,
        boolean ephemeral,
        boolean dieWithParent,
        String accessKey,
        String secretKey,
        String region) {

    /** The variable that says the same as {@code --ephemeral} where it is {@code true}. */
    static final String EPHEMERAL = "RUSHES_STAND_INS_EPHEMERAL";

    /**
     * @throws IllegalArgumentException with a sentence for the user where an argument is wrong
     */
    static StandInOptions parse(String[] arguments, Map<String, String> environment) {
        Optional<Path> data = Optional.empty();
        String address = "127.0.0.1";
        int postgresPort = 0;
        int sqsPort = 0;
        int s3Port = 0;
        // A container's arguments are its image's.
        boolean ephemeral = Boolean.parseBoolean(environment.get(EPHEMERAL));
        boolean dieWithParent = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--data" ->
                        data = Optional.of(Path.of(value(arguments, ++i)).toAbsolutePath());
                case "--address" -> address = value(arguments, ++i);
                case "--postgres-port" -> postgresPort = port(arguments, ++i);
                case "--sqs-port" -> sqsPort = port(arguments, ++i);
                case "--s3-port" -> s3Port = port(arguments, ++i);
                case "--ephemeral" -> ephemeral = true;
                case "--die-with-parent" -> dieWithParent = true;
                default -> throw new IllegalArgumentException("Unknown argument " + arguments[i]);
            }
        }
        return new StandInOptions(
                data.orElseThrow(() -> new IllegalArgumentException("--data DIR is required")),
                address,
                Ports.freeIfZero(postgresPort),
                Ports.freeIfZero(sqsPort),
                Ports.freeIfZero(s3Port),
                ephemeral,
                dieWithParent,
                environment.getOrDefault("AWS_ACCESS_KEY_ID", "rushes-local"),
                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "rushes-local-secret"),
                environment.getOrDefault("AWS_REGION", "us-east-1"));
    }

    AwsServer.Settings aws() {
        return new AwsServer.Settings(
                data,
                address,
                sqsPort,
                s3Port,
                Ports.freeIfZero(0),
                ephemeral,
                accessKey,
                secretKey,
                region);
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private static int port(String[] arguments, int index) {
        String text = value(arguments, index);
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, with the argument's name.
        }
        throw new IllegalArgumentException(arguments[index - 1] + " needs a port, not " + text);
    }
}
