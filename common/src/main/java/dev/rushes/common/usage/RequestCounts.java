package dev.rushes.common.usage;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Counts the requests of this process and adds them to the table that all processes share. A process that is killed
 * takes along what it counted since it added last, which for an estimate is nothing.
 */
@ApplicationScoped
public class RequestCounts {
    private static final Logger LOG = Logger.getLogger(RequestCounts.class);

    private static final String ADD =
            """
            INSERT INTO request_counts AS known (month, service, system, kind, requests)
            VALUES (date_trunc('month', now() AT TIME ZONE 'UTC')::date, :service, :system, :kind, :requests)
            ON CONFLICT (month, service, system, kind) DO UPDATE SET requests = known.requests + excluded.requests
            """;

    private final EntityManager database;
    private final String service;
    private final Map<Charge, AtomicLong> counts = new EnumMap<>(Charge.class);

    public RequestCounts(
            EntityManager database,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database;
        this.service = service;
        for (Charge charge : Charge.values()) {
            counts.put(charge, new AtomicLong());
        }
    }

    /** One more request was made, or a URL for one handed out. */
    public void add(Charge charge) {
        count(charge).incrementAndGet();
    }

    /**
     * One more attempt went out to S3: listings cost what writes do, deletes nothing.
     *
     * @param method of HTTP
     * @param operation as S3 calls it, such as {@code ListObjectsV2}
     */
    public void addS3(String method, String operation) {
        switch (method) {
            case "DELETE" -> {}
            case "PUT", "POST", "PATCH" -> add(Charge.S3_WRITE);
            default -> add(operation.startsWith("List") ? Charge.S3_WRITE : Charge.S3_READ);
        }
    }

    /** Adds what was counted to the table, now and then; a database that is away is no trouble. */
    public void flushOrLater() {
        try {
            flush();
        } catch (RuntimeException e) {
            LOG.debugf("Request counts are added later: %s", e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        flushOrLater();
    }

    /** Adds what was counted to the table. What fails is added the next time. */
    @Transactional(TxType.REQUIRES_NEW)
    public void flush() {
        Map<Charge, Long> taken = new EnumMap<>(Charge.class);
        counts.forEach((charge, count) -> taken.put(charge, count.getAndSet(0)));
        try {
            // In one order in every process, so that no two wait for each other.
            taken.forEach((charge, requests) -> {
                if (requests > 0) {
                    database.createNativeQuery(ADD)
                            .setParameter("service", service)
                            .setParameter("system", charge.system())
                            .setParameter("kind", charge.kind())
                            .setParameter("requests", requests)
                            .executeUpdate();
                }
            });
        } catch (RuntimeException e) {
            taken.forEach((charge, requests) -> count(charge).addAndGet(requests));
            throw e;
        }
    }

    private AtomicLong count(Charge charge) {
        AtomicLong count = counts.get(charge);
        if (count == null) {
            throw new IllegalStateException("every charge is counted");
        }
        return count;
    }
}
