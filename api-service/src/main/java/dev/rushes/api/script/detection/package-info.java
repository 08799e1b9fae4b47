/** Finds the scenes of a script: what each is for, how long it may be, how lively it is and what it needs. */
@NullMarked
package dev.rushes.api.script.detection;

import org.jspecify.annotations.NullMarked;
