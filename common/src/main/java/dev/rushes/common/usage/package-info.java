/** How many requests to other systems the services make, for the estimate of their costs. */
@NullMarked
package dev.rushes.common.usage;

import org.jspecify.annotations.NullMarked;
