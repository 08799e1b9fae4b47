/** What is laid below, around and over the clips of a plan, as the plan says it: values only, times in exact seconds. */
@NullMarked
package dev.rushes.common.plan.layers;

import org.jspecify.annotations.NullMarked;
