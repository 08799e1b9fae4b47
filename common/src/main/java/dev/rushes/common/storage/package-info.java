/** Buckets, object keys, uploads and the outbox: where bytes live and who said so. */
@NullMarked
package dev.rushes.common.storage;

import org.jspecify.annotations.NullMarked;
