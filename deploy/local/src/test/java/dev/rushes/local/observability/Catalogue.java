package dev.rushes.local.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of the services by name, with their labels. The committed one is compared with what running services tell,
 * so that dashboards can be checked without running them.
 */
public final class Catalogue {
    private static final Path FILE = Path.of("..", "observability", "metrics.txt");
    private static final Pattern SERIES =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What anybody may come to look at; the rest of what Java tells is not ours to keep. */
    private static final Pattern OURS =
            Pattern.compile(
                    "(rushes_|http_server_requests_|agroal_|jvm_memory_used|jvm_threads_live|process_cpu_usage).*");

    private final SortedMap<String, SortedSet<String>> labels = new TreeMap<>();

    private Catalogue() {}

    /** The one in {@code deploy/observability/metrics.txt}. */
    static Catalogue committed() throws IOException {
        Catalogue catalogue = new Catalogue();
        for (String line : Files.readAllLines(FILE)) {
            String[] parts = line.split(" ");
            catalogue.labels.put(parts[0], new TreeSet<>(List.of(parts).subList(1, parts.length)));
        }
        return catalogue;
    }

    /** What services tell in the text format of Prometheus, all together. */
    public static Catalogue told(List<String> scrapes) {
        Catalogue catalogue = new Catalogue();
        for (String scrape : scrapes) {
            scrape.lines().filter(line -> !line.startsWith("#")).forEach(catalogue::add);
        }
        return catalogue;
    }

    private void add(String line) {
        Matcher series = SERIES.matcher(line);
        if (!series.matches() || !OURS.matcher(series.group(1)).matches()) {
            return;
        }
        SortedSet<String> names = labels.computeIfAbsent(series.group(1), name -> new TreeSet<>());
        if (series.group(2) != null) {
            Matcher label = LABEL.matcher(series.group(2));
            while (label.find()) {
                names.add(label.group(1));
            }
        }
    }

    /** Every metric of the committed catalogue that is not told so here. */
    public List<String> missingOfCommitted() throws IOException {
        return committed().lines().stream().filter(line -> !lines().contains(line)).toList();
    }

    /** Makes this the committed one. */
    public void write() throws IOException {
        Files.write(FILE, lines());
    }

    private List<String> lines() {
        return labels.entrySet().stream()
                .map(each ->
                        each.getValue().isEmpty()
                                ? each.getKey()
                                : each.getKey() + " " + String.join(" ", each.getValue()))
                .toList();
    }

    boolean has(String metric) {
        return labels.containsKey(metric);
    }

    Set<String> labels(String metric) {
        return labels.getOrDefault(metric, new TreeSet<>());
    }
}
