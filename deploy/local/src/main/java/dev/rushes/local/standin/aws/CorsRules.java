package dev.rushes.local.standin.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The rules of one bucket's CORS configuration, the first that fits counts.
 *
 * @param rules in the order of the document
 */
record CorsRules(List<Rule> rules) {

    /** One rule; origins and headers may hold one {@code *} each. */
    record Rule(
            List<String> origins,
            List<String> methods,
            List<String> headers,
            List<String> exposed,
            Optional<String> maxAgeSeconds) {

        /** The value of {@code Access-Control-Allow-Origin}. */
        String allowedOrigin(String origin) {
            return origins.contains("*") ? "*" : origin;
        }
    }

    CorsRules {
        rules = List.copyOf(rules);
    }

    static CorsRules parse(Document document) {
        var rules = new ArrayList<Rule>();
        var nodes = document.getElementsByTagNameNS("*", "CORSRule");
        for (int i = 0; i < nodes.getLength(); i++) {
            var rule = (Element) nodes.item(i);
            rules.add(
                    new Rule(
                            texts(rule, "AllowedOrigin"),
                            texts(rule, "AllowedMethod"),
                            texts(rule, "AllowedHeader"),
                            texts(rule, "ExposeHeader"),
                            texts(rule, "MaxAgeSeconds").stream().findFirst()));
        }
        return new CorsRules(rules);
    }

    private static List<String> texts(Element rule, String name) {
        var texts = new ArrayList<String>();
        var nodes = rule.getElementsByTagNameNS("*", name);
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return List.copyOf(texts);
    }

    Optional<Rule> forRequest(String origin, String method) {
        return rules.stream()
                .filter(rule -> rule.methods().contains(method))
                .filter(rule -> rule.origins().stream().anyMatch(p -> fits(p, origin)))
                .findFirst();
    }

    /**
     * @param requestedHeaders the value of {@code Access-Control-Request-Headers}, may be empty
     */
    Optional<Rule> forPreflight(String origin, String method, String requestedHeaders) {
        List<String> asked =
                Arrays.stream(requestedHeaders.split(",", -1))
                        .map(h -> h.strip().toLowerCase(Locale.ROOT))
                        .filter(h -> !h.isEmpty())
                        .toList();
        return rules.stream()
                .filter(rule -> rule.methods().contains(method))
                .filter(rule -> rule.origins().stream().anyMatch(p -> fits(p, origin)))
                .filter(rule -> asked.stream().allMatch(h -> allowsHeader(rule, h)))
                .findFirst();
    }

    private static boolean allowsHeader(Rule rule, String header) {
        return rule.headers().stream().anyMatch(p -> fits(p.toLowerCase(Locale.ROOT), header));
    }

    private static boolean fits(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        return text.length() >= before.length() + after.length()
                && text.startsWith(before)
                && text.endsWith(after);
    }
}
