/** The packaged services as they run on one machine: the workflow, outages, hand-backs and many jobs at once. */
@NullMarked
package dev.rushes.local.endtoend;

import org.jspecify.annotations.NullMarked;
