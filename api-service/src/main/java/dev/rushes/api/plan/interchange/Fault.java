package dev.rushes.api.plan.interchange;

/**
 * Why a file cannot be taken.
 *
 * @param pointer where in a JSON file; empty in one of lines
 * @param detail with its line in a file of lines
 */
public record Fault(String pointer, String detail) {}
