package dev.rushes.storage.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectLifecycleTest {
    private static final Instant STORED = Instant.parse("2026-01-15T10:30:00Z");
    private static final Rule ARCHIVE = Rule.archiveAndDelete("a", "episodes/", 90, null);

    @Test
    void daysAreCountedFromTheTimeOfStorageAndRoundedUpToMidnight() {
        assertThat(ObjectLifecycle.of("episodes/x", "STANDARD", STORED, List.of(ARCHIVE), null))
                .isEqualTo(
                        new ObjectLifecycle(
                                "STANDARD", Instant.parse("2026-04-16T00:00:00Z"), null, null));
    }

    @Test
    void theEarliestOfSeveralRulesCounts() {
        List<Rule> rules =
                List.of(
                        Rule.archiveAndDelete("a", "", 1, 365),
                        Rule.archiveAndDelete("b", "episodes/", 5, 14));
        assertThat(ObjectLifecycle.of("episodes/x", "STANDARD", STORED, rules, null))
                .isEqualTo(
                        new ObjectLifecycle(
                                "STANDARD",
                                Instant.parse("2026-01-17T00:00:00Z"),
                                Instant.parse("2026-01-30T00:00:00Z"),
                                null));
    }

    @Test
    void aRuleOfAnotherPrefixIsNoConcern() {
        assertThat(ObjectLifecycle.of("shows/x", "STANDARD", STORED, List.of(ARCHIVE), null))
                .isEqualTo(new ObjectLifecycle("STANDARD", null, null, null));
    }

    @Test
    void whatIsArchivedIsNotArchivedAgain() {
        assertThat(ObjectLifecycle.of("episodes/x", "GLACIER", STORED, List.of(ARCHIVE), null))
                .isEqualTo(new ObjectLifecycle("GLACIER", null, null, null));
    }

    @Test
    void disabledRulesAndRulesForTaggedObjectsDoNotCount() {
        Rule disabled = new Rule("d", false, "", false, null, null, 1, null, null);
        Rule tagged = new Rule("t", true, "", true, null, null, 1, null, null);
        assertThat(
                        ObjectLifecycle.of(
                                "episodes/x", "STANDARD", STORED, List.of(disabled, tagged), null))
                .isEqualTo(new ObjectLifecycle("STANDARD", null, null, null));
    }
}
