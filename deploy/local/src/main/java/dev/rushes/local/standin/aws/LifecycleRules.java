package dev.rushes.local.standin.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The lifecycle rules of a bucket, read from the document that was put; rules for fixed dates are left out. */
record LifecycleRules(List<Rule> rules) {
    static final LifecycleRules NONE = new LifecycleRules(List.of());

    LifecycleRules {
        rules = List.copyOf(rules);
    }

    /** Objects go to a storage class so many days after they were stored, or after they were replaced. */
    record Move(int days, String storageClass) {}

    /**
     * One rule; days are null where it does not have that action.
     *
     * @param sizeFiltered whether the rule itself says which sizes it is for
     */
    record Rule(
            String id,
            String prefix,
            long largerThan,
            long smallerThan,
            boolean sizeFiltered,
            Map<String, String> tags,
            List<Move> moves,
            List<Move> oldMoves,
            @Nullable Integer expireDays,
            boolean expiredMarkers,
            @Nullable Integer oldDays,
            int oldKept,
            @Nullable Integer abortDays) {

        Rule {
            tags = Map.copyOf(tags);
            moves = List.copyOf(moves);
            oldMoves = List.copyOf(oldMoves);
        }

        boolean covers(String key, long size, Map<String, String> itsTags) {
            return key.startsWith(prefix)
                    && size > largerThan
                    && size < smallerThan
                    && itsTags.entrySet().containsAll(tags.entrySet());
        }
    }

    /** When something is due that happens days after a moment: S3 adds them and rounds up to midnight UTC. */
    static Instant due(Instant from, int days) {
        Instant exact = from.plus(Duration.ofDays(days));
        Instant midnight = exact.truncatedTo(ChronoUnit.DAYS);
        return midnight.equals(exact) ? exact : midnight.plus(Duration.ofDays(1));
    }

    static LifecycleRules parse(Document document) {
        var rules = new ArrayList<Rule>();
        for (Element rule : children(document.getDocumentElement(), "Rule")) {
            if (text(rule, "Status").orElse("").equals("Enabled")) {
                rules.add(rule(rule));
            }
        }
        return new LifecycleRules(rules);
    }

    private static Rule rule(Element rule) {
        Element filter = child(rule, "Filter").orElse(rule);
        Element conditions = child(filter, "And").orElse(filter);
        var tags = new TreeMap<String, String>();
        for (Element tag : children(conditions, "Tag")) {
            tags.put(text(tag, "Key").orElse(""), text(tag, "Value").orElse(""));
        }
        Optional<String> larger = text(conditions, "ObjectSizeGreaterThan");
        Optional<String> smaller = text(conditions, "ObjectSizeLessThan");
        Optional<Element> expiration = child(rule, "Expiration");
        Optional<Element> old = child(rule, "NoncurrentVersionExpiration");
        return new Rule(
                text(rule, "ID").orElse(""),
                text(conditions, "Prefix").orElse(""),
                larger.map(Long::parseLong).orElse(-1L),
                smaller.map(Long::parseLong).orElse(Long.MAX_VALUE),
                larger.isPresent() || smaller.isPresent(),
                tags,
                moves(rule, "Transition", "Days"),
                moves(rule, "NoncurrentVersionTransition", "NoncurrentDays"),
                expiration.flatMap(e -> number(e, "Days")).orElse(null),
                expiration
                        .flatMap(e -> text(e, "ExpiredObjectDeleteMarker"))
                        .map("true"::equals)
                        .orElse(false),
                old.flatMap(e -> number(e, "NoncurrentDays")).orElse(null),
                old.flatMap(e -> number(e, "NewerNoncurrentVersions")).orElse(0),
                child(rule, "AbortIncompleteMultipartUpload")
                        .flatMap(e -> number(e, "DaysAfterInitiation"))
                        .orElse(null));
    }

    private static List<Move> moves(Element rule, String name, String days) {
        return children(rule, name).stream()
                .flatMap(move ->
                        number(move, days)
                                .map(count ->
                                        new Move(count, text(move, "StorageClass").orElse("")))
                                .stream())
                .toList();
    }

    private static Optional<Integer> number(Element parent, String name) {
        return text(parent, name).map(Integer::parseInt);
    }

    static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(element -> element.getTextContent().strip());
    }

    static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }
}
