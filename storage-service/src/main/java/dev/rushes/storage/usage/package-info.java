/** What lies in the buckets, counted from time to time, and the requests made to count it among others. */
@NullMarked
package dev.rushes.storage.usage;

import org.jspecify.annotations.NullMarked;
