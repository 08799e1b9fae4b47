package dev.rushes.api.plan.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.api.claude.Answer;
import dev.rushes.api.claude.Claude;
import dev.rushes.api.claude.Offered;
import dev.rushes.api.claude.Prompt;
import dev.rushes.api.claude.Question;
import dev.rushes.api.planner.Feedback;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a reviewer's free text asks for: a model where there is a key, its words otherwise. */
@ApplicationScoped
class ReadFeedback {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Claude claude;

    ReadFeedback(Claude claude) {
        this.claude = claude;
    }

    /** Whether a text might be understood, without asking anybody. */
    boolean mayUnderstand(String text) {
        return claude.isConfigured() || !Feedback.in(text).isEmpty();
    }

    /**
     * What was understood.
     *
     * @param kinds empty where nobody understands it
     * @param warnings of the model, for people
     * @param model that understood it; null where its words did
     * @param prompt what the model was asked; null where its words did
     */
    record Read(
            Set<Feedback> kinds,
            List<String> warnings,
            @Nullable String model,
            @Nullable String prompt) {
        Read {
            kinds = Set.copyOf(kinds);
            warnings = List.copyOf(warnings);
        }

        /** A reviewer has named the kind. */
        static Read named(Feedback kind) {
            return new Read(Set.of(kind), List.of(), null, null);
        }
    }

    /**
     * What it asks for, outside any transaction.
     *
     * @param episode whose costs they are
     */
    Read of(String text, UUID episode) {
        if (!claude.isConfigured()) {
            return new Read(Feedback.in(text), List.of(), null, null);
        }
        Question question = question(text, episode);
        return switch (claude.ask(question)) {
            case Answer.Missing missing ->
                    new Read(Feedback.in(text), List.of(missing.warning()), null, null);
            case Answer.Given given -> {
                List<String> named = new ArrayList<>();
                given.document().path("kinds").forEach(kind -> named.add(kind.asText()));
                Offered offered = new Offered("kind of feedback", kinds());
                Set<Feedback> found = EnumSet.noneOf(Feedback.class);
                offered.keptOf(named).forEach(kind -> found.add(Feedback.named(kind)));
                yield found.isEmpty()
                        ? new Read(Feedback.in(text), offered.warnings(), null, null)
                        : new Read(
                                found,
                                offered.warnings(),
                                given.model(),
                                question.prompt().reference() + "\n\n" + question.prompt().text());
            }
        };
    }

    private static List<String> kinds() {
        return Arrays.stream(Feedback.values())
                .filter(kind -> kind != Feedback.OTHER)
                .map(Feedback::text)
                .toList();
    }

    private static Question question(String text, UUID episode) {
        ObjectNode data = NODES.objectNode();
        data.put("feedback", text);
        ArrayNode offered = data.putArray("kinds");
        kinds().forEach(offered::add);
        return new Question(
                "plan-feedback", Prompt.of("plan-feedback", 1), data, schema(), episode);
    }

    private static ObjectNode schema() {
        ObjectNode schema = NODES.objectNode();
        schema.put("type", "object");
        ObjectNode kinds = schema.putObject("properties").putObject("kinds");
        kinds.put("type", "array");
        ArrayNode names = kinds.putObject("items").put("type", "string").putArray("enum");
        kinds().forEach(names::add);
        schema.putArray("required").add("kinds");
        schema.put("additionalProperties", false);
        return schema;
    }
}
