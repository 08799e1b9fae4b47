/** The schema: what the migrations make of an empty database and of a studio's own. */
@NullMarked
package dev.rushes.common.schema;

import org.jspecify.annotations.NullMarked;
