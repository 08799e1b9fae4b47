package dev.rushes.api.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Migrates the database as soon as there is one. The service answers meanwhile, live but not ready, and never dies of a
 * database that comes later.
 */
@ApplicationScoped
public class Migration {
    private static final Logger LOG = Logger.getLogger(Migration.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Flyway flyway;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final boolean only;
    private volatile boolean done;

    /**
     * @param only whether the process ends as soon as the database is migrated: a new version's job that runs before its
     *     services roll out
     */
    Migration(
            Flyway flyway,
            @ConfigProperty(name = "rushes.migration.only", defaultValue = "false") boolean only,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.only = only;
        // Not the pool's connections: they give up after seconds, a migration may take minutes.
        this.flyway =
                Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .dataSource(url, user.orElse(null), password.orElse(null))
                        .load();
    }

    /** Whether the schema is what this version needs. */
    public boolean isDone() {
        return done;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("migration").start(this::untilDone);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void untilDone() {
        Duration pause = FIRST_PAUSE;
        try {
            do {
                try {
                    int migrations = flyway.migrate().migrationsExecuted;
                    done = true;
                    LOG.infof("The database is migrated; %d migrations were new", migrations);
                    if (only) {
                        Quarkus.asyncExit(0);
                    }
                    return;
                } catch (FlywayException e) {
                    // Also a migration that refuses this database: somebody may mend it meanwhile.
                    LOG.warnf("The database is not migrated yet: %s", firstLine(e));
                }
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String firstLine(FlywayException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("-{3,}", " ").strip();
        return message.replaceAll("\\s*\\n\\s*", " ");
    }
}
