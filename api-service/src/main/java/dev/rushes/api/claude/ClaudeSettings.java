package dev.rushes.api.claude;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How Claude is asked, and what it may cost. */
@ConfigMapping(prefix = "rushes.claude")
interface ClaudeSettings {
    /** The key of the API, from ANTHROPIC_API_KEY; without it nothing is asked. */
    Optional<String> apiKey();

    /** The model's name. Another one has other prices. */
    @WithDefault("claude-sonnet-4-6")
    String model();

    /** Where the Messages API is. */
    @WithDefault("https://api.anthropic.com/v1/")
    URI endpoint();

    /** How long one call may take until its whole answer is there. */
    @WithDefault("30S")
    Duration timeout();

    /** How long all tries of one question may take together. */
    @WithDefault("2M")
    Duration within();

    /** Calls for one question at most. */
    @WithDefault("4")
    int tries();

    /** The pause after the first failed call; it doubles with each. Longer where the service asks for it. */
    @WithDefault("1S")
    Duration firstPause();

    /** The longest pause. */
    @WithDefault("20S")
    Duration longestPause();

    /** Tokens of one answer at most. */
    @WithDefault("8000")
    int maxOutputTokens();

    /** Tokens of one question at most, estimated as one for three characters; a larger one is not asked. */
    @WithDefault("60000")
    int maxInputTokens();

    /** Tokens of all questions and answers in 24 hours at most; beyond it nothing is asked. */
    @WithDefault("2000000")
    long tokensPerDay();

    /** US dollars for a million tokens of questions. */
    @WithDefault("3.00")
    BigDecimal inputPrice();

    /** US dollars for a million tokens of answers. */
    @WithDefault("15.00")
    BigDecimal outputPrice();
}
