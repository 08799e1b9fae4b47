@NullMarked
package dev.rushes.render.text;

import org.jspecify.annotations.NullMarked;
