package dev.rushes.api.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Signed notifications. */
@ConfigMapping(prefix = "rushes.webhook")
interface WebhookSettings {
    /** The AES-256 key that seals signing secrets in the database, 32 bytes in Base64; without it none is registered. */
    Optional<String> secretsKey();

    /** Whether plain http is allowed. */
    @WithDefault("false")
    boolean allowHttp();

    /** Whether private, loopback, link-local and other addresses that are not of the public internet are allowed. */
    @WithDefault("false")
    boolean allowPrivateAddresses();

    /** How often it is looked for deliveries that are due. */
    @WithDefault("1S")
    Duration deliverEvery();

    /** Deliveries of this instance at a time. */
    @WithDefault("16")
    int atOnce();

    /** How long a receiver may take to be reached and to answer. */
    @WithDefault("10S")
    Duration timeout();

    /** The pause after the first failed try; it doubles with each. */
    @WithDefault("10S")
    Duration firstPause();

    /** The longest pause. */
    @WithDefault("15M")
    Duration longestPause();

    /** How long after the event it is given up. */
    @WithDefault("24H")
    Duration giveUpAfter();

    /** How long ended deliveries can be read. */
    @WithDefault("30D")
    Duration keep();
}
