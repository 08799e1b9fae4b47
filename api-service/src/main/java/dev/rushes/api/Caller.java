package dev.rushes.api;

/** Who calls. Until tokens are read, the service is open on the loopback interface and everybody is the same. */
public final class Caller {
    /** Stands where a token's subject will. */
    public static final String ANONYMOUS = "anonymous";

    private Caller() {}
}
