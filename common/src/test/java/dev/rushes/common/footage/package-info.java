@NullMarked
package dev.rushes.common.footage;

import org.jspecify.annotations.NullMarked;
