package dev.rushes.local.bench;

import dev.rushes.common.storage.BucketRole;
import dev.rushes.local.demo.RushesClient;
import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.Stack;
import dev.rushes.local.stack.StackPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import tools.jackson.databind.JsonNode;

/** How fast storage-service signs, how much its way of uploading costs, and that no file passes through it. */
@Command(
        name = "storage",
        description =
                "Presigned URLs a second, parts beside the SDK's transfer manager, complete, memory.",
        mixinStandardHelpOptions = true)
public final class StorageBench implements Callable<Integer> {
    private static final int AT_ONCE = 100;
    private static final int PARALLEL = 4;
    private static final int COMPLETES = 200;
    private static final int CONCURRENT = 100;
    private static final String LARGE = "bench/large.mp4";

    @Option(
            names = "--seconds",
            defaultValue = "15",
            description = "time for presigning (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--mib",
            defaultValue = "2048",
            description = "size of the large file (${DEFAULT-VALUE})")
    private int mib;

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "large uploads each way (${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (ScratchFolder folder = ScratchFolder.create();
                Stack stack =
                        Stack.open(
                                Installation.current(),
                                folder.path().resolve("stack"),
                                StackPorts.free(1),
                                line -> out.println("  " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
            stack.start();
            Uploads uploads = new Uploads(RushesClient.of(stack));
            ServiceLoad service = new ServiceLoad(stack.process("storage").orElseThrow());
            presign(uploads, service, out);
            complete(uploads, out);
            memory(uploads, service, out);
            large(uploads, stack, folder.path(), out);
        }
        return 0;
    }

    private void presign(Uploads uploads, ServiceLoad service, PrintWriter out)
            throws IOException, InterruptedException, ExecutionException {
        JsonNode upload = uploads.announce(10_000L << 20);
        List<Integer> numbers = IntStream.rangeClosed(1, AT_ONCE).boxed().toList();
        AtomicLong urls = new AtomicLong();
        Callable<Void> ask =
                () -> {
                    urls.addAndGet(uploads.parts(upload, numbers).path("parts").size());
                    return null;
                };
        repeat(Duration.ofSeconds(seconds), ask);
        urls.set(0);
        Duration cpu = service.cpu();
        long began = System.nanoTime();
        repeat(Duration.ofSeconds(seconds), ask);
        double wall = since(began);
        double used = service.cpu().minus(cpu).toMillis() / 1e3;
        out.printf(
                "presign: %d part URLs over HTTP, %d a call, two clients: %.0f a second on the clock;"
                        + " %.0f a second of the service's CPU time, which is one core%n",
                urls.get(), AT_ONCE, urls.get() / wall, urls.get() / used);
        out.flush();
    }

    private static void repeat(Duration time, Callable<Void> work)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        parallel(
                2,
                2,
                () -> {
                    while (System.nanoTime() < end) {
                        work.call();
                    }
                    return null;
                });
    }

    private static void complete(Uploads uploads, PrintWriter out)
            throws IOException, InterruptedException {
        byte[] small = Uploads.movie(256 << 10);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < COMPLETES; i++) {
            JsonNode upload = uploads.announce(small.length);
            uploads.put(upload, small);
            long began = System.nanoTime();
            uploads.complete(upload);
            times.add(Duration.ofNanos(System.nanoTime() - began));
        }
        Percentiles taken = new Percentiles(times.subList(COMPLETES / 10, COMPLETES));
        out.printf(
                "complete: %d single PUTs one after another: p50 %.1f ms, p99 %.1f ms%n",
                taken.sorted().size(), taken.millis(50), taken.millis(99));
        out.flush();
    }

    private static void memory(Uploads uploads, ServiceLoad service, PrintWriter out)
            throws IOException, InterruptedException, ExecutionException {
        byte[] body = Uploads.movie(16 << 20);
        long before = service.residentMib();
        AtomicLong most = new AtomicLong(before);
        Thread watch =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                while (true) {
                                    most.accumulateAndGet(service.residentMib(), Math::max);
                                    Thread.sleep(Duration.ofMillis(100));
                                }
                            } catch (InterruptedException | IOException over) {
                                Thread.currentThread().interrupt();
                            }
                        });
        long began = System.nanoTime();
        parallel(
                CONCURRENT,
                CONCURRENT,
                () -> {
                    JsonNode upload = uploads.announce(body.length);
                    uploads.put(upload, body);
                    uploads.complete(upload);
                    return null;
                });
        watch.interrupt();
        out.printf(
                "memory: %d uploads of %d MiB at once in %.1f s: resident %d MiB before, at most %d MiB"
                        + " meanwhile, %d MiB after%n",
                CONCURRENT,
                body.length >> 20,
                since(began),
                before,
                most.get(),
                service.residentMib());
        out.flush();
    }

    private void large(Uploads uploads, Stack stack, Path folder, PrintWriter out)
            throws IOException, InterruptedException {
        Path file = folder.resolve("large.mp4");
        write(file, mib);
        String bucket =
                stack.environment()
                        .getOrDefault(
                                BucketRole.TRAINING_DATA.variable(),
                                BucketRole.TRAINING_DATA.defaultName());
        double ours = Double.MAX_VALUE;
        double alike = Double.MAX_VALUE;
        double usual = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            JsonNode upload = uploads.announce((long) mib << 20);
            long began = System.nanoTime();
            uploads.sendParts(upload, file, PARALLEL);
            double sent = since(began);
            uploads.complete(upload);
            double took = since(began);
            ours = Math.min(ours, took);
            try (TransferManager transfers =
                    new TransferManager(
                            stack.environment(), upload.path("partSizeBytes").asLong())) {
                transfers.delete(bucket, upload.path("key").asString());
                double same = timed(transfers, file, bucket, ChecksumAlgorithm.CRC64_NVME);
                double other = timed(transfers, file, bucket, null);
                alike = Math.min(alike, same);
                usual = Math.min(usual, other);
                out.printf(
                        "round %d: presigned parts %.1f s, of them %.1f s until complete was answered;"
                                + " transfer manager with the same checksum %.1f s, with its own %.1f s%n",
                        round + 1, took, took - sent, same, other);
                out.flush();
            }
        }
        out.printf(
                "parts: %d MiB by presigned parts, %d at a time, complete included: %.0f MiB/s;"
                        + " the SDK's transfer manager with the same checksum over the whole: %.0f MiB/s,"
                        + " ratio %.2f; with its own of the single parts: %.0f MiB/s, ratio %.2f%n",
                mib, PARALLEL, mib / ours, mib / alike, alike / ours, mib / usual, usual / ours);
        out.flush();
    }

    private static double timed(
            TransferManager transfers,
            Path file,
            String bucket,
            @Nullable ChecksumAlgorithm checksum) {
        long began = System.nanoTime();
        transfers.upload(file, bucket, LARGE, checksum);
        double took = since(began);
        transfers.delete(bucket, LARGE);
        return took;
    }

    private static void parallel(int threads, int times, Callable<Void> work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                results.add(executor.submit(work));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        }
    }

    private static void write(Path file, int mib) throws IOException {
        byte[] block = Uploads.movie(1 << 20);
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mib; i++) {
                out.write(block);
                random.nextBytes(block);
            }
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
