package dev.rushes.common.plan;

/** An approval named other content than the plan has now. Nothing was changed. */
public final class StaleContent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String current;

    StaleContent(String asked, String current) {
        super("The approval is for content " + asked + ", the plan now has " + current + ".");
        this.current = current;
    }

    /** The content hash that the plan has now. */
    public String current() {
        return current;
    }
}
