@NullMarked
package dev.rushes.render.captions;

import org.jspecify.annotations.NullMarked;
