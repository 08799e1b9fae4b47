package dev.rushes.render.work;

import dev.rushes.render.queue.QueueUnavailable;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells what comes from a system that is away, and will pass, from what is wrong and stays so. */
final class Outage {
    private Outage() {}

    static boolean is(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueueUnavailable || cause instanceof RollbackException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                return passes(sql.getSQLState());
            }
        }
        return false;
    }

    /** Bad data (22), a broken constraint (23) and a wrong statement (42) stay; everything else is worth a try. */
    private static boolean passes(@Nullable String state) {
        if (state == null || state.equals("42P01") || state.equals("42703")) {
            // A missing table or column: the API service has yet to make it.
            return true;
        }
        return !(state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }
}
