/** Digests of content: what is compared, named or remembered by its bytes. */
@NullMarked
package dev.rushes.common.digest;

import org.jspecify.annotations.NullMarked;
