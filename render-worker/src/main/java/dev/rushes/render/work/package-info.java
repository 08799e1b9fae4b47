/** From a received message to an ended piece of work: claims, leases, hand-backs, faults; renders and analyses alike. */
@NullMarked
package dev.rushes.render.work;

import org.jspecify.annotations.NullMarked;
