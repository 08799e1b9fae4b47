/** Holds a service against its own description: tries every operation with what callers get wrong. For the services' tests. */
@NullMarked
package dev.rushes.local.contract;

import org.jspecify.annotations.NullMarked;
