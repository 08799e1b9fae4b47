package dev.rushes.api.script;

import dev.rushes.common.show.ScriptFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a script's newest text.
 *
 * @param number from 1
 */
record Latest(int number, ScriptFormat format, @Nullable String filename) {
    /** Of a studio's own script, which has no versions yet. */
    static final Latest STUDIOS_OWN = new Latest(1, ScriptFormat.TXT, null);
}
