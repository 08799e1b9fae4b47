/** Walks an episode from raw takes to a finished, checked video over HTTP, as a client of the services would. */
@NullMarked
package dev.rushes.local.demo;

import org.jspecify.annotations.NullMarked;
