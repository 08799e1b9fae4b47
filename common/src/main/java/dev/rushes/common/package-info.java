/** What two Rushes services must agree on. */
@NullMarked
package dev.rushes.common;

import org.jspecify.annotations.NullMarked;
