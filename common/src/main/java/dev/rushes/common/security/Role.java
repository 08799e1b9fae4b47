package dev.rushes.common.security;

import java.util.List;

/**
 * The roles of a token's {@code groups} claim, for {@code @RolesAllowed}. Each of them also reads and downloads: whoever
 * has any is a {@link #VIEWER} too, so a resource that everybody may read names only that one.
 */
public final class Role {
    /** Reads everything but what is the operator's, and downloads. */
    public static final String VIEWER = "viewer";

    /** Creates, edits, uploads, submits, revises, renders and deletes own work. */
    public static final String EDITOR = "editor";

    /** Approves and rejects. */
    public static final String APPROVER = "approver";

    /** Queues, reports, maintenance, buckets, restore, finished videos made elsewhere, and any delete. */
    public static final String OPERATOR = "operator";

    /** Every role there is. */
    public static final List<String> ALL = List.of(VIEWER, EDITOR, APPROVER, OPERATOR);

    private Role() {}
}
