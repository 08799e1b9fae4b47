/** What the worker needs to be ready: database, queues, buckets, FFmpeg and scratch space. */
@NullMarked
package dev.rushes.render.health;

import org.jspecify.annotations.NullMarked;
