/** Plans in the formats of other editing software: OpenTimelineIO and CMX 3600 both ways, FCPXML outwards. Pure. */
@NullMarked
package dev.rushes.api.plan.interchange;

import org.jspecify.annotations.NullMarked;
