/** PostgreSQL, S3 and SQS on one machine, in a JVM of their own, with the rules of the real ones. */
@NullMarked
package dev.rushes.local.standin;

import org.jspecify.annotations.NullMarked;
