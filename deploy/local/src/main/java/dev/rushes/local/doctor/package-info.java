/** Looks at the machine and at a running stack and says what to do about what is missing or broken. */
@NullMarked
package dev.rushes.local.doctor;

import org.jspecify.annotations.NullMarked;
