/** A planner's own choices, kept as rows beside the plan: made, read, rejected and replaced one by one. */
@NullMarked
package dev.rushes.api.plan.choice;

import org.jspecify.annotations.NullMarked;
