/** Shows, episodes, scenes and scripts, and the analysis of their takes. */
@NullMarked
package dev.rushes.common.show;

import org.jspecify.annotations.NullMarked;
