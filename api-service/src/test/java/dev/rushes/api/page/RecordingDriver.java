package dev.rushes.api.page;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's driver, which also keeps every statement as it was run: with its values in it. */
public final class RecordingDriver implements Driver {
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

    private final Driver real;

    public RecordingDriver() throws SQLException {
        real = DriverManager.getDriver("jdbc:postgresql:");
    }

    /** What was run since the last look. */
    static List<String> taken() {
        List<String> taken = List.copyOf(STATEMENTS);
        STATEMENTS.clear();
        return taken;
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = real.connect(url, properties);
        return connection == null
                ? null
                : watched(
                        Connection.class,
                        connection,
                        (name, result) ->
                                name.equals("prepareStatement")
                                        ? watched(
                                                PreparedStatement.class,
                                                (PreparedStatement) Objects.requireNonNull(result),
                                                (_, answer) -> answer)
                                        : result);
    }

    /** What the caller gets in the place of a result. */
    private interface Change {
        @Nullable Object of(String method, @Nullable Object result);
    }

    private static <T> T watched(Class<T> type, T real, Change change) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader() == null
                                ? RecordingDriver.class.getClassLoader()
                                : type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            if (real instanceof PreparedStatement statement
                                    && method.getName().startsWith("execute")) {
                                STATEMENTS.add(statement.toString());
                            }
                            return change.of(method.getName(), call(real, method, arguments));
                        }));
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return real.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties)
            throws SQLException {
        return real.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return real.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(RecordingDriver.class.getName());
    }
}
