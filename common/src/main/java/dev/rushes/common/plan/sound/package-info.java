/** What a plan says about sound, read and checked. */
@NullMarked
package dev.rushes.common.plan.sound;

import org.jspecify.annotations.NullMarked;
