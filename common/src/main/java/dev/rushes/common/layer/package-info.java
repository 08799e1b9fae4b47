/** The layers that a scene is composed of, and presets for them. */
@NullMarked
package dev.rushes.common.layer;

import org.jspecify.annotations.NullMarked;
