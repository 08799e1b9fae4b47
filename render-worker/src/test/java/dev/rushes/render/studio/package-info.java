/** What tests of the worker need: stand-ins, takes, episodes, queues to look into. */
@NullMarked
package dev.rushes.render.studio;

import org.jspecify.annotations.NullMarked;
