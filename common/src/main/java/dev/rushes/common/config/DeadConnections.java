package dev.rushes.common.config;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Throws all idle connections away once one of them turns out to be dead: the others are too, and a caller who tries them
 * one after the other waits for the time limit of each.
 */
@Singleton
class DeadConnections implements AgroalPoolInterceptor {
    private final Instance<AgroalDataSource> database;

    DeadConnections(Instance<AgroalDataSource> database) {
        this.database = database;
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        try {
            // One that the pool has enough of is still open here.
            if (connection.isClosed()) {
                database.get().flush(AgroalDataSource.FlushMode.IDLE);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "a connection that does not know whether it is open", e);
        }
    }
}
