/** The programme's sound: mixed from its sources, brought to its loudness and coded, block by block. */
@NullMarked
package dev.rushes.render.sound;

import org.jspecify.annotations.NullMarked;
