package dev.rushes.common.plan.structure;

/**
 * One thing wrong with a document.
 *
 * @param pointer JSON pointer (RFC 6901) of the place
 * @param detail what is wrong and what would be right
 */
public record PlanFault(String pointer, String detail) {}
