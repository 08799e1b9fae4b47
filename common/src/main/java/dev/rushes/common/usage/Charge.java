package dev.rushes.common.usage;

/** Requests that cost the same. */
public enum Charge {
    /** Puts, copies, posts and lists. */
    S3_WRITE("s3", "write"),
    /** Everything else but deletes, which are free. */
    S3_READ("s3", "read"),
    /** Every call of a queue, also one that finds nothing. */
    SQS_MESSAGE("sqs", "message");

    private final String system;
    private final String kind;

    Charge(String system, String kind) {
        this.system = system;
        this.kind = kind;
    }

    /** {@code s3} or {@code sqs}. */
    public String system() {
        return system;
    }

    /** {@code write}, {@code read} or {@code message}. */
    public String kind() {
        return kind;
    }
}
