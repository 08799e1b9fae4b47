/** Scenes over HTTP: the takes of an episode, and the analysis of their footage. */
@NullMarked
package dev.rushes.api.scene;

import org.jspecify.annotations.NullMarked;
