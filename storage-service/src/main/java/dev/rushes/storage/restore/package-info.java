/** Archived objects brought back for a while: asked for, followed until they can be read, and the jobs that wait. */
@NullMarked
package dev.rushes.storage.restore;

import org.jspecify.annotations.NullMarked;
