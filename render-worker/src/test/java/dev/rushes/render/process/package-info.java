/** The packaged worker as a process: started, killed, stopped and cut off from what it needs. */
@NullMarked
package dev.rushes.render.process;

import org.jspecify.annotations.NullMarked;
