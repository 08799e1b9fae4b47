/** Work that may take longer than a request may: kept in a table, so that it survives a restart. */
@NullMarked
package dev.rushes.api.task;

import org.jspecify.annotations.NullMarked;
