package dev.rushes.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsAndVersionsTest {
    @Test
    void aCursorComesBackToTheMicrosecond() {
        Cursor cursor =
                new Cursor(
                        Instant.parse("2026-11-23T01:02:03.123456789Z"),
                        UUID.randomUUID().toString());
        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.at()).isEqualTo(Instant.parse("2026-11-23T01:02:03.123456Z"));
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void aCursorFitsOnlyListsOfItsKindOfKey() {
        UUID id = UUID.randomUUID();
        assertThat(new Cursor(Instant.EPOCH, id.toString()).key(UUID.class)).isEqualTo(id);
        assertThat(new Cursor(Instant.EPOCH, "12").key(Long.class)).isEqualTo(12L);
        assertProblem(
                () -> new Cursor(Instant.EPOCH, "12").key(UUID.class),
                ProblemType.MALFORMED_REQUEST);
        assertProblem(
                () -> new Cursor(Instant.EPOCH, id.toString()).key(Long.class),
                ProblemType.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "eCB5", "MjAyNi0xMS0yM1QwMTowMjowM1o"})
    void nothingElseIsACursor(String text) {
        assertProblem(() -> Cursor.parse(text), ProblemType.MALFORMED_REQUEST);
    }

    @Test
    void aPageSaysWhereTheNextOneBegins() {
        PageRequest two = PageRequest.of("2", null);
        List<UUID> ids = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        Page<String> page =
                Page.of(ids, two, id -> new Cursor(Instant.EPOCH, id.toString()), UUID::toString);
        assertThat(page.items()).containsExactly(ids.get(0).toString(), ids.get(1).toString());
        assertThat(PageRequest.of(null, page.next()).after())
                .isEqualTo(new Cursor(Instant.EPOCH, ids.get(1).toString()));
        Page<String> last =
                Page.of(
                        ids.subList(0, 2),
                        two,
                        id -> new Cursor(Instant.EPOCH, id.toString()),
                        UUID::toString);
        assertThat(last.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'\"3\"', 3", "'*', 3", "'\"1\", \"3\"', 3"})
    void aMatchingTagPasses(String ifMatch, int version) {
        assertThatCode(() -> EntityVersion.require(ifMatch, version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4\"", "3", "W/\"3\"", "\"33\""})
    void anotherTagDoesNot(String ifMatch) {
        assertProblem(() -> EntityVersion.require(ifMatch, 3), ProblemType.PRECONDITION_FAILED);
    }

    @Test
    void noTagIsNotEnough() {
        assertProblem(() -> EntityVersion.require(null, 3), ProblemType.PRECONDITION_REQUIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"b\": 1.50, \"a\": [1, 2.0]} | {\"a\":[1,2],\"b\":1.5}",
                "{\"a\": 1e2, \"c\": 0.0, \"d\": -0.10} | {\"a\":1E+2,\"c\":0,\"d\":-0.1}",
                "[null, true, \"x\\u0041\"] | [null,true,\"xA\"]",
            })
    void allSpellingsOfADocumentHaveOneCanonicalText(String document, String canonical)
            throws IOException {
        assertThat(CanonicalJson.of(new ObjectMapper().readTree(document))).isEqualTo(canonical);
    }

    @Test
    void aHugeExponentStaysShort() throws IOException {
        assertThat(CanonicalJson.of(new ObjectMapper().readTree("[100]")))
                .isEqualTo(CanonicalJson.of(new ObjectMapper().readTree("[1e2]")));
    }

    private static void assertProblem(ThrowingCallable call, ProblemType type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(type));
    }
}
