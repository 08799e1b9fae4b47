/** Scripts over HTTP: their texts in all versions, and the scenes that are found in them. */
@NullMarked
package dev.rushes.api.script;

import org.jspecify.annotations.NullMarked;
