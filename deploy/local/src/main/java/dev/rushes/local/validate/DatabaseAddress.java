package dev.rushes.local.validate;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code DATABASE_URL} as JDBC wants it.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseAddress(String jdbcUrl, Optional<String> user, Optional<String> password) {

    static DatabaseAddress of(Environment environment) throws Unmet {
        String url = environment.require("DATABASE_URL");
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        URI uri;
        try {
            uri = URI.create(plain);
        } catch (IllegalArgumentException e) {
            throw new Unmet("DATABASE_URL is no URL");
        }
        boolean postgres =
                "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        Unmet.unless(
                postgres && uri.getHost() != null && uri.getPath().length() > 1,
                "DATABASE_URL must be postgresql://[user[:password]@]host[:port]/database");
        Optional<String> login = Optional.ofNullable(uri.getRawUserInfo());
        Optional<String> user = login.map(l -> decode(l.split(":", 2)[0]));
        Optional<String> password =
                login.filter(l -> l.contains(":")).map(l -> decode(l.split(":", 2)[1]));
        String jdbc =
                "jdbc:postgresql://"
                        + uri.getHost()
                        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                        + uri.getRawPath()
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new DatabaseAddress(
                jdbc,
                environment.get("DATABASE_USER").or(() -> user),
                environment.get("DATABASE_PASSWORD").or(() -> password));
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        user.ifPresent(value -> properties.setProperty("user", value));
        password.ifPresent(value -> properties.setProperty("password", value));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("ApplicationName", "rushes-validate");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /** Without the password. */
    String shown() {
        return jdbcUrl.substring("jdbc:".length()) + user.map(u -> " as " + u).orElse("");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
