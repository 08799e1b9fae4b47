/** The editorial difference of two plans: what a person at the cutting table would say has changed. */
@NullMarked
package dev.rushes.api.plan.diff;

import org.jspecify.annotations.NullMarked;
