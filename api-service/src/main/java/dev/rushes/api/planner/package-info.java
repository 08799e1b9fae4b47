/** Makes an edit plan of analysed takes and a script, and says why: pure, the same input gives the same plan. */
@NullMarked
package dev.rushes.api.planner;

import org.jspecify.annotations.NullMarked;
