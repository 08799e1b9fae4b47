package dev.rushes.local.contract;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Sends every text that a running service's description lets a request body hold, one character longer than it may be, and
 * just as long. It reads the description, so a field that is added is tried as well.
 */
public record EveryText(EveryOperation operations) {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

    /** For texts that a form or a choice of words bounds. */
    private static final int TOO_LONG_FOR_ANY_FORM = 2_000;

    /** What validators say of lengths. */
    private static final Predicate<String> OF_LENGTH =
            Pattern.compile("characters|size must be").asPredicate();

    /**
     * Tries all of them.
     *
     * @return what is not as it must be: texts without a described bound, texts that are taken beyond it, and texts that
     *     are refused within it
     */
    public List<String> faults() throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        for (ApiOperation operation : ApiOperation.all(operations.description())) {
            for (BodyText text : BodyText.all(operation)) {
                String name = operation.name() + " " + text.pointer();
                if (!text.isBounded()) {
                    faults.add(name + " has no bound: " + text.schema());
                    continue;
                }
                int longest = text.longest().orElse(TOO_LONG_FOR_ANY_FORM);
                EveryOperation.Answer beyond = sent(operation, text, longest + 1);
                if (!refuses(operation, beyond, text)) {
                    faults.add(
                            "%s takes %d characters: %d %s"
                                    .formatted(name, longest + 1, beyond.status(), beyond.body()));
                }
                if (text.isFree()) {
                    EveryOperation.Answer within = sent(operation, text, longest);
                    // It may not fit for another reason: no two examples would do for all fields.
                    boolean tooLong = fault(within, text).filter(OF_LENGTH).isPresent();
                    if (within.status() == 413 || tooLong) {
                        faults.add(
                                "%s refuses %d characters: %d %s"
                                        .formatted(name, longest, within.status(), within.body()));
                    }
                }
            }
        }
        return faults;
    }

    private EveryOperation.Answer sent(ApiOperation operation, BodyText text, int length)
            throws IOException, InterruptedException {
        return operations.send(
                operation,
                text.body("a".repeat(length)).toString(),
                operation.jsonBody().orElseThrow(),
                Optional.of(operations.issuer().token(TOKEN_LIFE)));
    }

    private static boolean refuses(
            ApiOperation operation, EveryOperation.Answer answer, BodyText text) {
        return switch (answer.status()) {
            case 422 -> fault(answer, text).isPresent();
            case 413 -> true;
            // A merge patch is read against the thing, which is not there.
            case 404 -> operation.method().equals("PATCH");
            default -> false;
        };
    }

    /** What is said of the text. */
    private static Optional<String> fault(EveryOperation.Answer answer, BodyText text) {
        for (JsonNode fault : EveryOperation.parsed(answer.body()).path("errors")) {
            if (fault.path("pointer").asString("").equals(text.pointer())) {
                return Optional.of(fault.path("detail").asString(""));
            }
        }
        return Optional.empty();
    }
}
