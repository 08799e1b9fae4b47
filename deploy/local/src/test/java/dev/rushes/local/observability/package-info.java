/** Dashboards and rules ask for what the services tell. */
@NullMarked
package dev.rushes.local.observability;

import org.jspecify.annotations.NullMarked;
