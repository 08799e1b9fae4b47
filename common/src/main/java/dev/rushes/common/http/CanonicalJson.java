package dev.rushes.common.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;

/**
 * One text for all spellings of the same document, after the idea of RFC 8785: members sorted by name, no white space,
 * numbers by value (1.50 is 1.5).
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The canonical text of {@code document}. */
    public static String of(JsonNode document) {
        StringBuilder text = new StringBuilder();
        write(document, text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                text.append('{');
                node.properties().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                        .forEach(member -> {
                            if (text.charAt(text.length() - 1) != '{') {
                                text.append(',');
                            }
                            quoted(member.getKey(), text);
                            text.append(':');
                            write(member.getValue(), text);
                        });
                text.append('}');
            }
            case ARRAY -> {
                text.append('[');
                for (int i = 0; i < node.size(); i++) {
                    if (i > 0) {
                        text.append(',');
                    }
                    write(node.get(i), text);
                }
                text.append(']');
            }
            case NUMBER -> text.append(number(node));
            case STRING -> quoted(node.textValue(), text);
            case BOOLEAN -> text.append(node.booleanValue());
            case NULL, MISSING -> text.append("null");
            case BINARY, POJO -> quoted(node.asText(), text);
        }
    }

    private static String number(JsonNode node) {
        BigDecimal value = node.decimalValue();
        // Not the plain form: an exponent of a million is a line here and a megabyte there.
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toString();
    }

    private static void quoted(String value, StringBuilder text) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}
