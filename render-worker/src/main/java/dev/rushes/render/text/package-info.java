/** From words to pictures: fonts, directions, shaping, lines and drawing; the only imports of HarfBuzz and FreeType. */
@NullMarked
package dev.rushes.render.text;

import org.jspecify.annotations.NullMarked;
