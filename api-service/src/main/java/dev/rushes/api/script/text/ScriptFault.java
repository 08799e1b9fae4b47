package dev.rushes.api.script.text;

/** A script that cannot be read. Only Final Draft's XML can be broken; any text is a script. */
public final class ScriptFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String detail;

    ScriptFault(int line, String detail) {
        super("line " + line + ": " + detail);
        this.line = line;
        this.detail = detail;
    }

    /** What is wrong, with its line. */
    public String described() {
        return "line " + line + ": " + detail;
    }

    /** From 1. */
    public int line() {
        return line;
    }
}
