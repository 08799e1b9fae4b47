package dev.rushes.common.meter;

import io.agroal.api.AgroalPoolInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * How long a piece of work holds its connection of the database, which is its transaction: the meter {@code
 * rushes.database.transaction}. What waiting for a connection takes is the pool's to tell.
 */
@Singleton
class DatabaseTimes implements AgroalPoolInterceptor {
    /** No transaction may last so long: such a connection listened for notices. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Timer timer;
    private final Map<PGConnection, Long> held =
            Collections.synchronizedMap(new IdentityHashMap<>());

    DatabaseTimes(MeterRegistry meters) {
        timer = meters.timer("rushes.database.transaction");
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        PGConnection same = driver(connection);
        if (same != null) {
            held.put(same, System.nanoTime());
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        returned(connection);
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        // One that broke is not returned; how long it was waited for is what people look for here.
        returned(connection);
    }

    private void returned(Connection connection) {
        PGConnection same = driver(connection);
        if (same != null) {
            took(held.remove(same));
        }
    }

    /** The pool shows another object at every call; the driver's own stays the same. */
    private static @Nullable PGConnection driver(Connection connection) {
        try {
            return connection.unwrap(PGConnection.class);
        } catch (SQLException e) {
            return null;
        }
    }

    private void took(@Nullable Long began) {
        if (began != null) {
            Duration time = Duration.ofNanos(System.nanoTime() - began);
            if (time.compareTo(LONGEST) < 0) {
                timer.record(time);
            }
        }
    }
}
