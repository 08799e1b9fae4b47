package dev.rushes.api.claude;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a question. */
public sealed interface Answer {
    /**
     * A document that fits the schema asked for. What it names may still be made up: see {@link Offered}.
     *
     * @param model that gave it
     */
    record Given(JsonNode document, String model) implements Answer {}

    /**
     * None; the rules decide.
     *
     * @param warning why, for people; it holds nothing of the key, the question or the answer
     */
    record Missing(String warning) implements Answer {}
}
