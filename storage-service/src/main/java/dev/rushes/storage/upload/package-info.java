/** Announced uploads: signed, checked when complete, recorded on their scene. */
@NullMarked
package dev.rushes.storage.upload;

import org.jspecify.annotations.NullMarked;
