package dev.rushes.api.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lays values of the same meaning over each other: numbers to their mean, words to their shares, members by name. */
final class WeightedValues {
    private static final int DECIMALS = 4;

    private double numberWeight;
    private double numberSum;
    private int numbers;
    private double wordWeight;
    private int worded;
    private final Map<String, Double> words = new TreeMap<>();
    private final Map<String, WeightedValues> members = new TreeMap<>();

    /** One more number. */
    void add(double number, double weight) {
        numberSum += number * weight;
        numberWeight += weight;
        numbers++;
    }

    /** One more word; each word of a video counts, so shares add up to 1 only where videos have one each. */
    void add(Set<String> said, double weight) {
        wordWeight += weight;
        worded++;
        said.forEach(word -> words.merge(word, weight, Double::sum));
    }

    /** One more document; lists of objects, in which nothing says what belongs together, are left out. */
    void add(@Nullable JsonNode document, double weight) {
        if (document == null) {
            return;
        }
        switch (document.getNodeType()) {
            case NUMBER -> add(document.doubleValue(), weight);
            case STRING, BOOLEAN -> add(Set.of(document.asText()), weight);
            case OBJECT ->
                    document.properties()
                            .forEach(member ->
                                    members.computeIfAbsent(
                                                    member.getKey(), _ -> new WeightedValues())
                                            .add(member.getValue(), weight));
            case ARRAY -> {
                Set<String> listed = new HashSet<>();
                document.forEach(element -> {
                    if (element.isTextual() || element.isBoolean()) {
                        listed.add(element.asText());
                    }
                });
                if (!listed.isEmpty()) {
                    add(listed, weight);
                }
            }
            case NULL, MISSING, BINARY, POJO -> {}
        }
    }

    /** The mean of the numbers. */
    StyleView.Figure figure() {
        return new StyleView.Figure(
                numberWeight == 0 ? null : rounded(numberSum / numberWeight), numbers);
    }

    /** What part of the weight each word has. */
    StyleView.Shares shares() {
        Map<String, BigDecimal> shares = new TreeMap<>();
        words.forEach((word, weight) -> shares.put(word, rounded(weight / wordWeight)));
        return new StyleView.Shares(shares, worded);
    }

    /** All members, each with its numbers, its words or its own members. */
    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        members.forEach((name, values) -> document.set(name, values.node()));
        return document;
    }

    private ObjectNode node() {
        ObjectNode node = document();
        if (numbers > 0) {
            node.put("average", figure().value()).put("videos", numbers);
        }
        if (worded > 0) {
            ObjectNode shares = node.putObject("shares");
            shares().shares().forEach(shares::put);
            node.put("videos", Math.max(worded, numbers));
        }
        return node;
    }

    /** A profile is read by people; beyond this there is only noise of the measurement. */
    static BigDecimal rounded(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value)
                        .setScale(DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
        return rounded.setScale(Math.max(rounded.scale(), 0));
    }
}
