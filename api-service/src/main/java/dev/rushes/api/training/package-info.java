/** Videos that an editing style is learnt from, and what they have in common. */
@NullMarked
package dev.rushes.api.training;

import org.jspecify.annotations.NullMarked;
