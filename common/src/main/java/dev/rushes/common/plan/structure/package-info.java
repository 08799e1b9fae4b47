/** The edit structure: what a plan document may say, how it is read, and what is wrong with it. */
@NullMarked
package dev.rushes.common.plan.structure;

import org.jspecify.annotations.NullMarked;
