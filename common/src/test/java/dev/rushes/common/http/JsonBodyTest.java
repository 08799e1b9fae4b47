package dev.rushes.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

    private final JsonBody body = new JsonBody(FACTORY.getValidator());

    record Request(
            @NotBlank String name,
            @Nullable @Min(1) Integer count,
            @Nullable UUID id,
            @Nullable List<Integer> numbers,
            @Nullable JsonNode document) {}

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Test
    void aRecordIsReadAsItIs() {
        UUID id = UUID.randomUUID();
        Request read =
                read(
                        "{\"name\": \"n\", \"count\": 2, \"id\": \""
                                + id
                                + "\", \"numbers\": [1, 2]}");
        assertThat(read).isEqualTo(new Request("n", 2, id, List.of(1, 2), null));
    }

    @Test
    void everyFaultIsFoundInOnePass() {
        assertThat(
                        faults(
                                "{\"name\": \" \", \"count\": 0, \"id\": \"x\", \"numbers\": [1, \"2\"],"
                                        + " \"x~y/z\": 1, \"document\": {\"a\": \"\\u0000\"}}"))
                .containsExactly(
                        new Problem.Fault("/count", "must be greater than or equal to 1"),
                        new Problem.Fault("/document/a", "holds a NUL or half of a surrogate pair"),
                        new Problem.Fault("/id", "must be a UUID"),
                        new Problem.Fault("/name", "must not be blank"),
                        new Problem.Fault("/numbers/1", "has the wrong type or form"),
                        new Problem.Fault("/x~0y~1z", "unknown field"));
    }

    @Test
    void textsAndNamesInsideADocumentAreBounded() {
        String longest = "a".repeat(20_000);
        String name = "n".repeat(255);
        assertThat(
                        faults(
                                "{\"name\": \"n\", \"document\": {\"fits\": \"%1$s\", \"long\": [\"%1$sa\"], \"%2$s\": 1, \"%2$sn\": 1}, \"count\": 0}"
                                        .formatted(longest, name)))
                .containsExactly(
                        new Problem.Fault("/count", "must be greater than or equal to 1"),
                        new Problem.Fault("/document", "has a name of more than 255 characters"),
                        new Problem.Fault(
                                "/document/long/0", "must have at most 20000 characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "1.5", "true", "[]", "{}", "99999999999"})
    void nothingIsCoercedToANumber(String value) {
        assertThat(faults("{\"name\": \"n\", \"count\": " + value + "}"))
                .containsExactly(new Problem.Fault("/count", "must be a whole number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "1.5", "true", "[]", "{}"})
    void nothingIsCoercedToText(String value) {
        assertThat(faults("{\"name\": " + value + "}"))
                .containsExactly(new Problem.Fault("/name", "must be text"));
    }

    @Test
    void numbersThatNoColumnKeepsAreRefused() {
        assertThat(faults("{\"name\": \"n\", \"document\": [1e999999, 1e-999999, 1e300]}"))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/document/0", "/document/1", "/document/2");
    }

    @Test
    void aPatchChangesWhatItNamesAndNullTakesAway() {
        Request now = new Request("n", 2, null, List.of(1), null);
        assertThat(body.patched(now, parse("{\"count\": null, \"name\": \"m\"}"), Request.class))
                .isEqualTo(new Request("m", null, null, List.of(1), null));
    }

    @Test
    void aPatchIsNotBlamedForWhatWasWrongBefore() {
        Request now = new Request("", 2, null, null, null);
        assertThat(body.patched(now, parse("{\"count\": 3}"), Request.class).count()).isEqualTo(3);
        assertThatThrownBy(() -> body.patched(now, parse("{\"name\": \" \"}"), Request.class))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"a\": 1, \"a\": 2}", "", "nul"})
    void whatIsNoJsonIsMalformed(String text) {
        assertThatThrownBy(() -> parse(text))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(e -> e.problem().status())
                .isEqualTo(400);
    }

    private Request read(String text) {
        return body.read(parse(text), Request.class);
    }

    private JsonNode parse(String text) {
        JsonNode read = body.parse(text.getBytes(StandardCharsets.UTF_8));
        if (read.isMissingNode()) {
            throw new ProblemException(
                    dev.rushes.common.problem.ProblemType.MALFORMED_REQUEST, "nothing");
        }
        return read;
    }

    private List<Problem.Fault> faults(String text) {
        try {
            read(text);
        } catch (ProblemException e) {
            List<Problem.Fault> errors = e.problem().errors();
            return errors == null ? List.of() : errors;
        }
        return List.of();
    }
}
