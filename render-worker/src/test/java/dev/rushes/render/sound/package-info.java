/** Tests that listen to mixed and coded samples. */
@NullMarked
package dev.rushes.render.sound;

import org.jspecify.annotations.NullMarked;
