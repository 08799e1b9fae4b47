package dev.rushes.storage.upload;

import static dev.rushes.storage.upload.Uploading.PART;
import static dev.rushes.storage.upload.Uploading.announced;
import static dev.rushes.storage.upload.Uploading.complete;
import static dev.rushes.storage.upload.Uploading.movie;
import static dev.rushes.storage.upload.Uploading.parts;
import static dev.rushes.storage.upload.Uploading.problem;
import static dev.rushes.storage.upload.Uploading.putPart;
import static dev.rushes.storage.upload.Uploading.read;
import static dev.rushes.storage.upload.Uploading.take;
import static dev.rushes.storage.upload.Uploading.untouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;

import dev.rushes.storage.FaultyS3;
import dev.rushes.storage.FaultyS3.Fault;
import dev.rushes.storage.Readiness;
import dev.rushes.storage.StandInsResource;
import dev.rushes.storage.Studio;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of S3 that an upload gets over, by itself or by calling again. */
@QuarkusTest
@QuarkusTestResource(StandInsResource.class)
class FaultsTest {
    private static final int SIZE = PART + 1000;
    private static final byte[] FILE = movie(SIZE);
    private static final Matcher<String> LATER = equalTo("5");

    @Nullable FaultyS3 between;

    private final Studio.Set set = Studio.newSet();

    @BeforeEach
    void ready() {
        assumeThat(between)
                .as("no faults are put before an S3 that is not the stand-in")
                .isNotNull();
        Readiness.awaited();
    }

    @AfterEach
    void heal() {
        if (between != null) {
            between.heal();
        }
    }

    static Stream<Arguments> passingFaults() {
        Predicate<String> list = request -> request.matches("GET .*[?&]uploadId=.*");
        Predicate<String> join = request -> request.matches("POST .*[?&]uploadId=.*");
        Predicate<String> head = request -> request.startsWith("HEAD ");
        Predicate<String> bytes = request -> request.matches("GET .*take-1\\.mp4\\?versionId=.*");
        return Stream.of(
                Arguments.of("list slowed down", list, new Fault.Refusal(503, "SlowDown")),
                Arguments.of("list cut", list, new Fault.Cut()),
                Arguments.of("list answer lost", list, new Fault.LostAnswer()),
                Arguments.of("join slowed down", join, new Fault.Refusal(503, "SlowDown")),
                Arguments.of("join cut", join, new Fault.Cut()),
                Arguments.of("join done, its answer lost", join, new Fault.LostAnswer()),
                Arguments.of("join fails inside S3", join, new Fault.Refusal(500, "InternalError")),
                Arguments.of("look slowed down", head, new Fault.Refusal(503, "SlowDown")),
                Arguments.of("look cut", head, new Fault.Cut()),
                Arguments.of("first bytes cut", bytes, new Fault.LostAnswer()),
                Arguments.of(
                        "clock set wrong", list, new Fault.Refusal(403, "RequestTimeTooSkewed")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingFaults")
    void aFaultThatPassesIsNotSeen(String what, Predicate<String> requests, Fault fault) {
        JsonPath upload = sent();
        faults().fail(requests, fault, 1);
        complete(upload.getString("id")).statusCode(200).body("status", equalTo("stored"));
        assertThat(Studio.scene(set.sceneId()).rawFootageKey()).isEqualTo(upload.getString("key"));
        assertThat(Studio.scene(set.sceneId()).analysisDispatch()).isEqualTo(1);
    }

    static Stream<Arguments> lastingFaults() {
        return Stream.of(
                Arguments.of("slowed down", new Fault.Refusal(503, "SlowDown"), LATER),
                Arguments.of("credentials over", new Fault.Refusal(400, "ExpiredToken"), LATER),
                Arguments.of("clock wrong", new Fault.Refusal(403, "RequestTimeTooSkewed"), LATER),
                Arguments.of("unreachable", new Fault.Cut(), LATER),
                // Soon, where it is the joining that time ends in, which goes on.
                Arguments.of(
                        "slow", new Fault.Slow(Duration.ofSeconds(4)), anyOf(LATER, equalTo("1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lastingFaults")
    void aFaultThatLastsIsToldInTimeAndTheSameCallGoesOn(
            String what, Fault fault, Matcher<String> retryAfter) {
        JsonPath upload = sent();
        faults().fail(request -> true, fault, Integer.MAX_VALUE);
        long began = System.nanoTime();
        problem(complete(upload.getString("id")), 503, "unavailable")
                .header("Retry-After", retryAfter);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        untouched(set);
        faults().heal();
        read(upload.getString("id")).body("status", equalTo("pending"));
        complete(upload.getString("id")).statusCode(200);
        assertThat(Studio.scene(set.sceneId()).rawFootageKey()).isEqualTo(upload.getString("key"));
    }

    @Test
    void aJoiningThatOutlivesItsRequestIsDoneOnceAndTheNextOneWaitsForIt() {
        JsonPath upload = sent();
        AtomicInteger joinings = new AtomicInteger();
        faults().fail(
                        request ->
                                request.matches("POST .*[?&]uploadId=.*")
                                        && joinings.incrementAndGet() > 0,
                        new Fault.Slow(Duration.ofSeconds(12)),
                        Integer.MAX_VALUE);
        problem(complete(upload.getString("id")), 503, "unavailable")
                .header("Retry-After", equalTo("1"));
        complete(upload.getString("id")).statusCode(200).body("status", equalTo("stored"));
        assertThat(joinings).hasValue(1);
    }

    @Test
    void anUploadThatS3WouldNotBeginIsAnnouncedAllTheSame() {
        faults().fail(request -> request.contains("?uploads"), new Fault.Cut(), Integer.MAX_VALUE);
        problem(Uploading.announce(take(set, SIZE)), 503, "unavailable")
                .header("Retry-After", equalTo("5"));
        faults().heal();
        JsonPath upload = announced(take(set, SIZE));
        putPart(upload, 1, FILE);
        JsonPath fresh = parts(upload.getString("id"), 2).statusCode(200).extract().jsonPath();
        putPart(fresh, 2, FILE);
        complete(upload.getString("id")).statusCode(200);
    }

    private JsonPath sent() {
        JsonPath upload = announced(take(set, SIZE));
        putPart(upload, 1, FILE);
        putPart(upload, 2, FILE);
        return upload;
    }

    private FaultyS3 faults() {
        return Objects.requireNonNull(between);
    }
}
