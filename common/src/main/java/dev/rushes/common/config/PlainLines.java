package dev.rushes.common.config;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Keeps a log message on its line. Titles, file names and feedback are users' text; with a line break in one of them they
 * could write lines of their own into the log, and with control characters into the terminal that shows it.
 */
@LoggingFilter(name = "plain-lines")
public final class PlainLines implements Filter {
    private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord record) {
        String said = MESSAGE.formatMessage(record);
        if (said != null) {
            String plain = escaped(said);
            if (!plain.equals(said)) {
                if (record instanceof ExtLogRecord extended) {
                    extended.setMessage(plain, ExtLogRecord.FormatStyle.NO_FORMAT);
                } else {
                    record.setMessage(plain);
                    record.setParameters(null);
                }
            }
        }
        return true;
    }

    /** The text with everything that moves a cursor or turns a line around written as {@code \\u000a}. */
    static String escaped(String text) {
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isHarmful(c)) {
                if (plain != null) {
                    plain.append(c);
                }
                continue;
            }
            if (plain == null) {
                plain = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            plain.append(String.format("\\u%04x", (int) c));
        }
        return plain == null ? text : plain.toString();
    }

    private static boolean isHarmful(char c) {
        return (Character.isISOControl(c) && c != '\t')
                || c == '\u2028'
                || c == '\u2029'
                // Bidirectional overrides and isolates.
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
