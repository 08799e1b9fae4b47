/** Adds this worker's requests of S3 and SQS to the count of all services. */
@NullMarked
package dev.rushes.render.usage;

import org.jspecify.annotations.NullMarked;
