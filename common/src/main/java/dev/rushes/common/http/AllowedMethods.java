package dev.rushes.common.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which methods an address takes, read from the resources' annotations; the framework's own answer does not tell. */
@Singleton
class AllowedMethods {
    /** A parameter of a path, its own expression where it has one. */
    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*\\w+\\s*(?::\\s*(.+?))?\\s*}");

    private final List<Route> routes;

    private record Route(Pattern path, String method) {}

    /** Asks the manager instead of injecting every bean, which would keep the unused ones. */
    AllowedMethods(BeanManager beans) {
        routes =
                beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                        .map(Bean::getBeanClass)
                        .distinct()
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .flatMap(AllowedMethods::routes)
                        .toList();
    }

    /** The methods that {@code path} takes, in alphabetical order: {@code GET, HEAD, OPTIONS, POST}. */
    String at(String path) {
        String address = "/" + trimmed(path);
        Set<String> methods = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
        for (Route route : routes) {
            if (route.path().matcher(address).matches()) {
                methods.add(route.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static Stream<Route> routes(Class<?> resource) {
        String root = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getMethods())
                .flatMap(method -> verbs(method).map(verb -> new Route(path(root, method), verb)));
    }

    private static Stream<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(HttpMethod::value);
    }

    private static Pattern path(String root, Method method) {
        Path below = method.getAnnotation(Path.class);
        String template = "/" + trimmed(root) + (below == null ? "" : "/" + trimmed(below.value()));
        StringBuilder expression = new StringBuilder();
        var parameter = PARAMETER.matcher(template);
        int at = 0;
        while (parameter.find()) {
            expression.append(Pattern.quote(template.substring(at, parameter.start())));
            expression
                    .append("(?:")
                    .append(parameter.group(1) == null ? "[^/]+" : parameter.group(1))
                    .append(')');
            at = parameter.end();
        }
        expression.append(Pattern.quote(template.substring(at)));
        return Pattern.compile(expression.toString());
    }

    private static String trimmed(String path) {
        int from = path.startsWith("/") ? 1 : 0;
        int to = path.length() > from && path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(from, to);
    }
}
