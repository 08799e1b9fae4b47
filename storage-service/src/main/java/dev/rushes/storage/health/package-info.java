/** Whether the database is there for this service, asked in the background so that probes get an answer at once. */
@NullMarked
package dev.rushes.storage.health;

import org.jspecify.annotations.NullMarked;
