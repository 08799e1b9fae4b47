/** Says beforehand how much work a render is, from its plan and from what finished renders took. */
@NullMarked
package dev.rushes.api.estimate;

import org.jspecify.annotations.NullMarked;
