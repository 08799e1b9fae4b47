/** What the worker's native binary has to be told about the code, compared with the code. */
@NullMarked
package dev.rushes.render.compiled;

import org.jspecify.annotations.NullMarked;
