package dev.rushes.common.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void callsAreToldApartBySystemOperationAndOutcome() {
        CallTimes calls = new CallTimes(registry);
        long began = System.nanoTime() - Duration.ofSeconds(2).toNanos();
        calls.new Call("s3", began).answered("PutObject");
        calls.new Call("s3", began).answered("PutObject");
        calls.new Call("s3", began).failed("GetObject", 404);
        calls.new Call("s3", began).failed("GetObject", 429);
        calls.new Call("sqs", began).failed("SendMessage", 503);
        calls.new Call("sqs", began).failed("SendMessage", 0);
        calls.begin("sqs").answered("SendMessage");
        assertThat(registry.getMeters().stream().map(MetersTest::said))
                .containsExactlyInAnyOrder(
                        "s3 PutObject ok 2",
                        "s3 GetObject refused 1",
                        "s3 GetObject error 1",
                        "sqs SendMessage error 2",
                        "sqs SendMessage ok 1");
        assertThat(
                        registry.get("rushes.aws.call")
                                .tag("outcome", "ok")
                                .tag("system", "s3")
                                .timer()
                                .totalTime(TimeUnit.SECONDS))
                .isBetween(4.0, 5.0);
    }

    private static String said(Meter meter) {
        Meter.Id id = meter.getId();
        return "%s %s %s %d"
                .formatted(
                        id.getTag("system"),
                        id.getTag("operation"),
                        id.getTag("outcome"),
                        ((Timer) meter).count());
    }

    @Test
    void aTransactionIsTimedFromTheLendOfItsConnectionToItsReturn() {
        DatabaseTimes times = new DatabaseTimes(registry);
        Connection one = connection();
        Connection other = connection();
        times.onConnectionAcquire(one);
        times.onConnectionAcquire(other);
        times.onConnectionReturn(one);
        assertThat(registry.get("rushes.database.transaction").timer().count()).isEqualTo(1);
        // One that broke in use counts, one that was idle does not.
        times.onConnectionDestroy(other);
        times.onConnectionDestroy(one);
        assertThat(registry.get("rushes.database.transaction").timer().count()).isEqualTo(2);
    }

    private static Connection connection() {
        return (Connection)
                Proxy.newProxyInstance(
                        MetersTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class, PGConnection.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("unwrap") ? proxy : null);
    }

    @Test
    void timesHaveTheSameBucketsEverywhere() {
        registry.config().meterFilter(new Buckets());
        Timer timer = registry.timer("rushes.work.wait", "work", "render");
        timer.record(Duration.ofSeconds(20));
        assertThat(Stream.of(timer.takeSnapshot().histogramCounts()))
                .extracting(bucket ->
                        "%.0f s: %.0f".formatted(bucket.bucket(TimeUnit.SECONDS), bucket.count()))
                .containsExactly(
                        "1 s: 0",
                        "5 s: 0",
                        "15 s: 0",
                        "60 s: 1",
                        "300 s: 1",
                        "900 s: 1",
                        "3600 s: 1",
                        "14400 s: 1");
        assertThat(registry.timer("another").takeSnapshot().histogramCounts()).isEmpty();
    }

    @Test
    void oneQuestionServesAllGaugesAndReadingAsksNone() {
        List<String> asked = new ArrayList<>();
        Sampled<Integer> sampled =
                new Sampled<>(
                        "numbers",
                        () -> {
                            asked.add("once");
                            return 7;
                        });
        assertThat(sampled.read(number -> number)).isNaN();
        assertThat(asked).isEmpty();
        sampled.refresh();
        assertThat(sampled.read(number -> number)).isEqualTo(7);
        assertThat(sampled.read(number -> number * 2)).isEqualTo(14);
        assertThat(asked).containsExactly("once");
    }

    @Test
    void whoReadsGetsTheLastAnswerWhileAQuestionHangs() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        List<Integer> answers = new ArrayList<>();
        Sampled<Integer> sampled =
                new Sampled<>(
                        "numbers",
                        () -> {
                            answers.add(answers.size() + 1);
                            if (answers.size() > 1) {
                                hangs.countDown();
                                awaited(goesOn);
                            }
                            return answers.size();
                        });
        sampled.refresh();
        Thread asking = Thread.ofVirtual().start(sampled::refresh);
        awaited(hangs);
        assertThat(sampled.read(number -> number)).isEqualTo(1);
        goesOn.countDown();
        asking.join();
        assertThat(sampled.read(number -> number)).isEqualTo(2);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAnswerOutlivesAFailedQuestionForAWhileAndNoneIsNoNumber() {
        List<String> asked = new ArrayList<>();
        Sampled<Integer> sampled =
                new Sampled<>(
                        "numbers",
                        () -> {
                            asked.add("asked");
                            if (asked.size() != 2) {
                                throw new IllegalStateException("away");
                            }
                            return 7;
                        });
        sampled.refresh();
        assertThat(sampled.read(number -> number)).isNaN();
        sampled.refresh();
        assertThat(sampled.read(number -> number)).isEqualTo(7);
        sampled.refresh();
        assertThat(sampled.read(number -> number)).isEqualTo(7);
        assertThat(asked).hasSize(3);
    }
}
