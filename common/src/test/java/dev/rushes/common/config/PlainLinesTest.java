package dev.rushes.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** What users write cannot write lines into the log. */
class PlainLinesTest {
    @Test
    void aLineBreakInAUsersTextStaysInItsLine() {
        ExtLogRecord record =
                new ExtLogRecord(
                        Level.INFO,
                        "Show %s created",
                        ExtLogRecord.FormatStyle.PRINTF,
                        PlainLinesTest.class.getName());
        record.setParameters(new Object[] {"x\r\n12:00 ERROR forged \u001b[31m\u2028\u202e"});
        assertThat(new PlainLines().isLoggable(record)).isTrue();
        assertThat(new PatternFormatter("%s").formatMessage(record))
                .isEqualTo(
                        "Show x\\u000d\\u000a12:00 ERROR forged \\u001b[31m\\u2028\\u202e created");
    }

    @Test
    void otherTextIsLeftAlone() {
        ExtLogRecord record =
                new ExtLogRecord(
                        Level.INFO,
                        "Größe %d %%",
                        ExtLogRecord.FormatStyle.PRINTF,
                        PlainLinesTest.class.getName());
        record.setParameters(new Object[] {5});
        assertThat(new PlainLines().isLoggable(record)).isTrue();
        assertThat(new PatternFormatter("%s").formatMessage(record)).isEqualTo("Größe 5 %");
        assertThat(record.getMessage()).isEqualTo("Größe %d %%");
    }
}
