package dev.rushes.local.standin;

import dev.rushes.local.standin.aws.AwsServer;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Runs S3 and SQS without a database until it is ended: what a container holds. Arguments as those of {@link
 * StandInMain}, with {@code --address 0.0.0.0} for a container's own network.
 */
public final class AwsMain {
    private AwsMain() {}

    /** Starts both; ends with code 2 for wrong arguments and 1 where they did not start. */
    public static void main(String[] arguments) {
        StandInOptions options;
        try {
            options = StandInOptions.parse(arguments, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            Files.createDirectories(options.data().resolve("sqs"));
            AwsServer server = AwsServer.start(options.aws());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
            System.out.printf(
                    "S3 on port %d, SQS on port %d%n", options.s3Port(), options.sqsPort());
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
