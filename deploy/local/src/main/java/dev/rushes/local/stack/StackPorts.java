package dev.rushes.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The TCP ports of one stack, all on the loopback interface.
 *
 * @param api the api-service
 * @param storage the storage-service
 * @param workers one per render-worker
 * @param s3 the S3 stand-in
 * @param sqs the SQS stand-in
 * @param postgres the PostgreSQL server
 * @param apiManagement metrics of the api-service
 * @param storageManagement metrics of the storage-service
 */
public record StackPorts(
        int api,
        int storage,
        List<Integer> workers,
        int s3,
        int sqs,
        int postgres,
        int apiManagement,
        int storageManagement) {

    static final int DEFAULT_BASE = 8080;

    // Below the range that systems hand out for outgoing connections.
    private static final int FREE_FROM = 20_000;
    private static final int FREE_TO = 30_000;

    /** Copies the workers. */
    public StackPorts {
        workers = List.copyOf(workers);
    }

    /**
     * Consecutive ports: api, storage, first worker, S3, SQS, PostgreSQL, metrics of api and storage,
     * further workers.
     *
     * @throws IllegalArgumentException when they do not all fit below 65536
     */
    public static StackPorts from(int base, int workers) {
        if (base < 1 || base + 7 + workers > 65_535) {
            throw new IllegalArgumentException("the port base must be 1 to " + (65_528 - workers));
        }
        List<Integer> workerPorts =
                IntStream.range(0, workers)
                        .map(i -> i == 0 ? base + 2 : base + 7 + i)
                        .boxed()
                        .toList();
        return new StackPorts(
                base, base + 1, workerPorts, base + 3, base + 4, base + 5, base + 6, base + 7);
    }

    /** Ports that nobody listens on at this moment. */
    public static StackPorts free(int workers) {
        for (int tries = 0; tries < 200; tries++) {
            StackPorts ports =
                    from(ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO), workers);
            if (ports.byName().values().stream().allMatch(StackPorts::isFree)) {
                return ports;
            }
        }
        throw new IllegalStateException("no free ports between " + FREE_FROM + " and " + FREE_TO);
    }

    /** Every port under the name of the process that listens on it, in starting order. */
    Map<String, Integer> byName() {
        Map<String, Integer> byName = new LinkedHashMap<>();
        byName.put("postgres", postgres);
        byName.put("s3", s3);
        byName.put("sqs", sqs);
        byName.put("api", api);
        byName.put("storage", storage);
        byName.put("api metrics", apiManagement);
        byName.put("storage metrics", storageManagement);
        for (int i = 0; i < workers.size(); i++) {
            byName.put("worker-" + (i + 1), workers.get(i));
        }
        return byName;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
