/** Videos that a show's editing style is learnt from. */
@NullMarked
package dev.rushes.common.training;

import org.jspecify.annotations.NullMarked;
