package dev.rushes.render.workspace;

import dev.rushes.common.problem.ProblemType;

/** A source cannot be read however often one tries; the message tells a user what to do. */
public final class SourceGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    SourceGone(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }
}
