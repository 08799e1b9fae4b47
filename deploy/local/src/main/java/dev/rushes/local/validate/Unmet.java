package dev.rushes.local.validate;

/** An expectation that does not hold; the message says what was seen instead. */
public final class Unmet extends Exception {
    private static final long serialVersionUID = 1L;

    Unmet(String seen) {
        super(seen, null, false, false);
    }

    static void unless(boolean holds, String seen) throws Unmet {
        if (!holds) {
            throw new Unmet(seen);
        }
    }
}
