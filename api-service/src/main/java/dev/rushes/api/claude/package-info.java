/** Asks Claude: one question, one JSON document or the reason why there is none; every call is recorded with its cost. */
@NullMarked
package dev.rushes.api.claude;

import org.jspecify.annotations.NullMarked;
