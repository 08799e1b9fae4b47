/** Consumes the queues, analyses footage and renders approved plans. */
@NullMarked
package dev.rushes.render;

import org.jspecify.annotations.NullMarked;
