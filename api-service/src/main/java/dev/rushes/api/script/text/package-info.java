/** Reads the text of a script, however it is written, into its parts: headings, speeches and actions with their lines. */
@NullMarked
package dev.rushes.api.script.text;

import org.jspecify.annotations.NullMarked;
