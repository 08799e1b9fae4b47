/** Makes the next draft of a rejected plan from what its reviewer said. */
@NullMarked
package dev.rushes.api.plan.feedback;

import org.jspecify.annotations.NullMarked;
