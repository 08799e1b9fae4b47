package dev.rushes.common;

import java.util.Locale;

/** A change of state that the thing's state machine does not allow. Nothing was changed. */
public final class IllegalTransition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final String from;
    private final String to;

    /**
     * @param subject what was to change, for people: "job", "plan"
     * @param from its state now
     * @param to the state asked for
     */
    public IllegalTransition(String subject, Enum<?> from, Enum<?> to) {
        super("A " + subject + " that is " + word(from) + " cannot become " + word(to) + ".");
        this.subject = subject;
        this.from = word(from);
        this.to = word(to);
    }

    /** What was to change: "job", "plan", "footage analysis", "upload". */
    public String subject() {
        return subject;
    }

    /** The state it has, as the database and the API write it. */
    public String from() {
        return from;
    }

    /** The state asked for, as the database and the API write it. */
    public String to() {
        return to;
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
