/** What all services measure under the same names: calls of other systems, work in the database, and buckets of times. */
@NullMarked
package dev.rushes.common.meter;

import org.jspecify.annotations.NullMarked;
