/** The REST API of Rushes: plans, reviews and jobs. */
@NullMarked
package dev.rushes.api;

import org.jspecify.annotations.NullMarked;
