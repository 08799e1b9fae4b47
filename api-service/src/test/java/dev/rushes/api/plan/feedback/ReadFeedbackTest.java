package dev.rushes.api.plan.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.claude.Answer;
import dev.rushes.api.claude.Claude;
import dev.rushes.api.claude.Question;
import dev.rushes.api.planner.Feedback;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadFeedbackTest {
    private static final UUID EPISODE = UUID.randomUUID();

    /** Answers always the same. */
    private record Scripted(boolean isConfigured, Answer answer) implements Claude {
        @Override
        public Answer ask(Question question) {
            return answer;
        }
    }

    private static ReadFeedback.Read read(Answer answer, String text) {
        return new ReadFeedback(new Scripted(true, answer)).of(text, EPISODE);
    }

    private static Answer kinds(String... kinds) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (String kind : kinds) {
            document.withArray("/kinds").add(kind);
        }
        return new Answer.Given(document, "claude-test");
    }

    @Test
    void whoUnderstoodItStandsInWhatWasRead() {
        ReadFeedback.Read read = read(kinds("too_long", "make_coffee"), "Ugh.");
        assertThat(read.kinds()).containsExactly(Feedback.TOO_LONG);
        assertThat(read.model()).isEqualTo("claude-test");
        assertThat(read.prompt()).startsWith("plan-feedback.v1\n\n");
        assertThat(read.warnings())
                .containsExactly(
                        "The model named a kind of feedback that was not offered: make_coffee; it was left out.");
    }

    @Test
    void whereTheModelDoesNotAnswerItsWarningStaysWithTheWords() {
        ReadFeedback.Read read = read(new Answer.Missing("Claude was busy."), "Make it faster.");
        assertThat(read.kinds()).containsExactly(Feedback.PACING_TOO_SLOW);
        assertThat(read.model()).isNull();
        assertThat(read.prompt()).isNull();
        assertThat(read.warnings()).containsExactly("Claude was busy.");
    }

    @Test
    void whereTheModelUnderstandsNothingTheWordsCount() {
        ReadFeedback.Read read = read(kinds(), "Make it faster.");
        assertThat(read.kinds()).containsExactly(Feedback.PACING_TOO_SLOW);
        assertThat(read.model()).isNull();
    }

    @Test
    void withoutAKeyNobodyIsAsked() {
        ReadFeedback reading =
                new ReadFeedback(new Scripted(false, new Answer.Missing("never asked")));
        assertThat(reading.of("Far too hectic.", EPISODE))
                .isEqualTo(
                        new ReadFeedback.Read(
                                Set.of(Feedback.PACING_TOO_FAST), List.of(), null, null));
    }
}
