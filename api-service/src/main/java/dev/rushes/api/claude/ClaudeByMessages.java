package dev.rushes.api.claude;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.rushes.api.claude.Call.Outcome;
import dev.rushes.common.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks by the Messages API, with LangChain4j. */
@ApplicationScoped
class ClaudeByMessages implements Claude {
    private static final Logger LOG = Logger.getLogger(ClaudeByMessages.class);
    private static final int CHARACTERS_OF_A_TOKEN = 3;

    private final ClaudeSettings settings;
    private final CallRecords records;
    private final ObjectMapper json;

    ClaudeByMessages(ClaudeSettings settings, CallRecords records, ObjectMapper json) {
        this.settings = settings;
        this.records = records;
        this.json = json;
    }

    /** What one call came to. */
    private record Tried(Call call, @Nullable JsonNode document, @Nullable Duration retryAfter) {}

    @Override
    public boolean isConfigured() {
        return settings.apiKey().filter(key -> !key.isBlank()).isPresent();
    }

    @Override
    public Answer ask(Question question) {
        if (!isConfigured()) {
            return new Answer.Missing("No key for Claude is set; the rules decided.");
        }
        String data = data(question.data());
        long tokens =
                (data.length() + (long) question.prompt().text().length()) / CHARACTERS_OF_A_TOKEN;
        if (tokens > settings.maxInputTokens()) {
            return new Answer.Missing("It was too much text for Claude; the rules decided.");
        }
        Instant end = Instant.now().plus(settings.within());
        Duration pause = settings.firstPause();
        Outcome last = Outcome.FAILED;
        for (int attempt = 1; attempt <= settings.tries(); attempt++) {
            Duration left = Duration.between(Instant.now(), end);
            if (left.compareTo(Duration.ofMillis(100)) < 0) {
                break;
            }
            // Before each: failed answers cost as well, and others ask meanwhile.
            if (records.tokensOfADay() + tokens > settings.tokensPerDay()) {
                return new Answer.Missing(
                        "Claude's tokens for today are spent; the rules decided.");
            }
            Tried tried = tried(question, data, min(settings.timeout(), left));
            if (Thread.currentThread().isInterrupted()) {
                // The service ends; whatever asks is begun anew.
                throw ProblemException.unavailable("Claude", null);
            }
            records.keep(question, attempt, tried.call());
            last = tried.call().outcome();
            LOG.infof(
                    "Claude, %s, call %d: %s, %d tokens",
                    question.purpose(),
                    attempt,
                    last.text(),
                    tried.call().inputTokens() + tried.call().outputTokens());
            if (tried.document() != null) {
                return new Answer.Given(tried.document(), settings.model());
            }
            if (!isWorthAnother(tried.call()) || attempt == settings.tries()) {
                break;
            }
            Duration asked = tried.retryAfter() == null ? pause : max(pause, tried.retryAfter());
            if (Instant.now().plus(asked).isAfter(end)) {
                break;
            }
            sleep(asked);
            pause = min(pause.multipliedBy(2), settings.longestPause());
        }
        return new Answer.Missing(warning(last));
    }

    /** JSON in which no mark can end the block that it stands in. */
    private static String data(JsonNode data) {
        return data.toString().replace("<", "\\u003c").replace(">", "\\u003e");
    }

    private Tried tried(Question question, String data, Duration timeout) {
        long begun = System.nanoTime();
        try {
            ChatResponse answer = model(timeout).chat(request(question, data));
            return read(question, answer, since(begun));
        } catch (TimeoutException e) {
            return failed(Outcome.TIMED_OUT, null, since(begun), null);
        } catch (RuntimeException e) {
            Optional<CallFailed> refusal = cause(e);
            if (refusal.isEmpty()) {
                // Of answers that are no message at all: what the parser says may repeat them.
                Outcome outcome = isOfTheNetwork(e) ? Outcome.FAILED : Outcome.UNREADABLE;
                return failed(outcome, null, since(begun), null);
            }
            int status = refusal.get().statusCode();
            Outcome outcome =
                    switch (status) {
                        case 429 -> Outcome.RATE_LIMITED;
                        case 529, 503 -> Outcome.OVERLOADED;
                        case 408, 504 -> Outcome.TIMED_OUT;
                        default -> Outcome.FAILED;
                    };
            return failed(outcome, status, since(begun), refusal.get().retryAfter());
        }
    }

    private Tried read(Question question, ChatResponse answer, Duration took) {
        SuccessfulHttpResponse raw =
                answer.metadata() instanceof AnthropicChatResponseMetadata metadata
                        ? metadata.rawHttpResponse()
                        : null;
        JsonNode message = raw == null ? MissingNode.getInstance() : parsed(raw.body());
        String stopped = message.path("stop_reason").asText();
        JsonNode document = parsed(answer.aiMessage().text());
        boolean fits = document.isObject() && SchemaCheck.fits(document, question.schema());
        Outcome outcome =
                switch (stopped) {
                    case "refusal" -> Outcome.REFUSED;
                    case "max_tokens", "model_context_window_exceeded" -> Outcome.CUT_OFF;
                    default -> fits ? Outcome.ANSWERED : Outcome.UNREADABLE;
                };
        JsonNode usage = message.path("usage");
        return new Tried(
                new Call(
                        outcome,
                        raw == null ? null : raw.statusCode(),
                        requestId(raw),
                        usage.path("input_tokens").asLong()
                                + usage.path("cache_creation_input_tokens").asLong()
                                + usage.path("cache_read_input_tokens").asLong(),
                        usage.path("output_tokens").asLong(),
                        took),
                outcome == Outcome.ANSWERED ? document : null,
                null);
    }

    private ChatRequest request(Question question, String data) {
        return ChatRequest.builder()
                .messages(
                        SystemMessage.from(question.prompt().text()),
                        UserMessage.from("<data>\n" + data + "\n</data>"))
                .responseFormat(
                        ResponseFormat.builder()
                                .type(ResponseFormatType.JSON)
                                .jsonSchema(
                                        JsonSchema.builder()
                                                .name(question.purpose())
                                                .rootElement(
                                                        JsonRawSchema.from(
                                                                question.schema().toString()))
                                                .build())
                                .build())
                .build();
    }

    private AnthropicChatModel model(Duration timeout) {
        String endpoint = settings.endpoint().toString();
        return AnthropicChatModel.builder()
                .httpClientBuilder(new BoundedHttp(timeout))
                .baseUrl(endpoint.endsWith("/") ? endpoint : endpoint + "/")
                .apiKey(settings.apiKey().orElseThrow())
                .modelName(settings.model())
                .maxTokens(settings.maxOutputTokens())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .timeout(timeout)
                // Retries are ours: they are recorded, and bounded in time.
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    private JsonNode parsed(@Nullable String text) {
        try {
            JsonNode document = text == null ? null : json.readTree(text);
            return document == null ? MissingNode.getInstance() : document;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isWorthAnother(Call call) {
        return switch (call.outcome()) {
            case RATE_LIMITED, OVERLOADED, TIMED_OUT, UNREADABLE -> true;
            case FAILED -> call.status() == null || call.status() >= 500;
            case ANSWERED, REFUSED, CUT_OFF -> false;
        };
    }

    private static String warning(Outcome outcome) {
        return switch (outcome) {
            case REFUSED -> "Claude declined to answer; the rules decided.";
            case CUT_OFF -> "Claude's answer was longer than allowed; the rules decided.";
            case UNREADABLE, ANSWERED -> "Claude's answers could not be read; the rules decided.";
            case RATE_LIMITED -> "Claude took no more requests; the rules decided.";
            case OVERLOADED -> "Claude was overloaded; the rules decided.";
            case TIMED_OUT -> "Claude did not answer in time; the rules decided.";
            case FAILED -> "Claude could not be asked; the rules decided.";
        };
    }

    private static @Nullable String requestId(@Nullable SuccessfulHttpResponse raw) {
        List<String> ids = raw == null ? null : raw.headers().get("request-id");
        return ids == null || ids.isEmpty() ? null : ids.getFirst();
    }

    private static Tried failed(
            Outcome outcome,
            @Nullable Integer status,
            Duration took,
            @Nullable Duration retryAfter) {
        return new Tried(new Call(outcome, status, null, 0, 0, took), null, retryAfter);
    }

    private static Optional<CallFailed> cause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failed) {
                return Optional.of(failed);
            }
        }
        return Optional.empty();
    }

    private static boolean isOfTheNetwork(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.io.IOException
                    && !(cause instanceof JsonProcessingException)) {
                return true;
            }
        }
        return false;
    }

    /** Up to a quarter longer, so that those who were turned away together do not come back together. */
    private static void sleep(Duration pause) {
        try {
            Thread.sleep(
                    pause.plusMillis(
                            ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("Claude", null);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
