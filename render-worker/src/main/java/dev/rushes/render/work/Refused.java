package dev.rushes.render.work;

import dev.rushes.common.problem.ProblemType;

/** What was asked for cannot be done, however often it is tried. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;

    /**
     * @param detail what a user can act on
     */
    public Refused(ProblemType type, String detail) {
        super(detail);
        this.type = type;
        this.detail = detail;
    }

    ProblemType type() {
        return type;
    }

    String detail() {
        return detail;
    }
}
