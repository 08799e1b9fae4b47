/** Episodes whose right takes and true pauses are known, and how well plans made of them do. */
@NullMarked
package dev.rushes.local.rehearsal;

import org.jspecify.annotations.NullMarked;
