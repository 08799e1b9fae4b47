package dev.rushes.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rushes.common.IllegalTransition;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The doors of an upload: every one tried in every state. */
final class UploadTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    enum Door {
        STORE(UploadStatus.STORED, upload -> upload.store("e", "v", "AAAAAAAAAAA=", NOON)),
        REFUSE(UploadStatus.REFUSED, upload -> upload.refuse("too short", NOON)),
        ABORT(UploadStatus.ABORTED, upload -> upload.abort(NOON)),
        EXPIRE(UploadStatus.EXPIRED, upload -> upload.expire(NOON));

        private final UploadStatus leadsTo;

        // Each is a lambda without state.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Upload> way;

        Door(UploadStatus leadsTo, Consumer<Upload> way) {
            this.leadsTo = leadsTo;
            this.way = way;
        }
    }

    static Stream<Arguments> everyDoorAfterEveryOther() {
        return Stream.of(Door.values())
                .flatMap(first ->
                        Stream.of(Door.values()).map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("everyDoorAfterEveryOther")
    void oneDoorOpensAndThenNoneDoes(Door first, Door second) {
        Upload upload = new Upload();
        assertThat(upload.status()).isEqualTo(UploadStatus.PENDING);
        first.way.accept(upload);
        assertThat(upload.status()).isEqualTo(first.leadsTo);
        assertThat(upload.completedAt()).isEqualTo(NOON);
        assertThatThrownBy(() -> second.way.accept(upload)).isInstanceOf(IllegalTransition.class);
        assertThat(upload.status()).isEqualTo(first.leadsTo);
    }
}
