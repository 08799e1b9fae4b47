package dev.rushes.api.claude;

/** A model that is asked over the network, if a key for it is set. */
public interface Claude {
    /** Whether there is a key. Without one nothing is asked, and the rules are the result without a warning. */
    boolean isConfigured();

    /**
     * Asks, outside any transaction: it may take minutes. Tries again with growing pauses where the service is busy, silent
     * or answers what cannot be read, within the configured time and tokens. It throws nothing for what the service does;
     * each call is recorded with its tokens and cost.
     */
    Answer ask(Question question);
}
