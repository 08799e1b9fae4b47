/** How a service tells whether what it needs is there, without asking for it at every probe. */
@NullMarked
package dev.rushes.common.health;

import org.jspecify.annotations.NullMarked;
