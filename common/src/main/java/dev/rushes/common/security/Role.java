package dev.rushes.common.security;

/** The roles of a token's {@code groups} claim, for {@code @RolesAllowed}. */
public final class Role {
    /** Reads everything and downloads. */
    public static final String VIEWER = "viewer";

    /** Reads, creates, edits, uploads, submits, revises, renders and deletes own work. */
    public static final String EDITOR = "editor";

    /** Reads, approves and rejects. */
    public static final String APPROVER = "approver";

    /** Queues, reports, maintenance, buckets, restore and any delete. */
    public static final String OPERATOR = "operator";

    private Role() {}
}
