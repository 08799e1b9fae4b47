/** What must be there before the service can work: the migrated database. */
@NullMarked
package dev.rushes.api.startup;

import org.jspecify.annotations.NullMarked;
