/** Reads the environment variables that operators set into Quarkus' own configuration. */
@NullMarked
package dev.rushes.common.config;

import org.jspecify.annotations.NullMarked;
