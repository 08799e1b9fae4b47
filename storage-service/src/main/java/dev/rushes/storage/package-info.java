/** Presigned uploads and downloads, and the buckets behind them. */
@NullMarked
package dev.rushes.storage;

import org.jspecify.annotations.NullMarked;
