package dev.rushes.common.http;

/** The body of an action that takes no arguments: nothing, or an object without members. */
public record EmptyBody() {}
