/** What can go wrong, in the words that clients and ops see (RFC 9457). */
@NullMarked
package dev.rushes.common.problem;

import org.jspecify.annotations.NullMarked;
