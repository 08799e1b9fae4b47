package dev.rushes.local.standin.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP request that a signature may cover, as they came over the wire.
 *
 * @param path the undecoded path
 * @param query decoded parameters in the order they came
 * @param headers values by lower-case name
 */
record SignedRequest(
        String method, String path, List<Parameter> query, Map<String, List<String>> headers) {

    /** One decoded query parameter; a parameter without a value has an empty one. */
    record Parameter(String name, String value) {}

    SignedRequest {
        query = List.copyOf(query);
        var copy = new TreeMap<String, List<String>>();
        headers.forEach(
                (name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    static List<Parameter> parseQuery(@Nullable String raw) {
        var parameters = new ArrayList<Parameter>();
        if (raw == null || raw.isEmpty()) {
            return parameters;
        }
        for (String part : raw.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.add(new Parameter(decode(name), decode(value)));
            }
        }
        return parameters;
    }

    Optional<String> parameter(String name) {
        return query.stream().filter(p -> p.name().equals(name)).map(Parameter::value).findFirst();
    }

    Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null ? Optional.empty() : Optional.of(joined(values));
    }

    private static String joined(List<String> values) {
        return String.join(",", values.stream().map(v -> v.strip().replaceAll(" +", " ")).toList());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
        }
    }
}
