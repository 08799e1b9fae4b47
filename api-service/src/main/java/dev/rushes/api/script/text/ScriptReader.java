package dev.rushes.api.script.text;

import dev.rushes.common.show.ScriptFormat;

/** Reads scripts. It takes time and space in proportion to the text, whatever stands in it. */
public final class ScriptReader {
    private ScriptReader() {}

    /**
     * Reads a text.
     *
     * @throws ScriptFault where Final Draft's XML is broken, or declares a document type
     */
    public static Screenplay read(String text, ScriptFormat format) throws ScriptFault {
        return switch (format) {
            case TXT -> new ProseReader(text.lines().toList(), false).read();
            case MD ->
                    new ProseReader(Blanked.comments(text, "<!--", "-->").lines().toList(), true)
                            .read();
            case FOUNTAIN -> new FountainReader(text).read();
            case FDX -> FinalDraftReader.read(text);
        };
    }
}
