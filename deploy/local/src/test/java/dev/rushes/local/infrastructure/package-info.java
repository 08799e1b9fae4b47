/** What lies in deploy/ beside this module agrees with the services. */
@NullMarked
package dev.rushes.local.infrastructure;

import org.jspecify.annotations.NullMarked;
