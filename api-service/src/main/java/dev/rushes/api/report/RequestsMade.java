package dev.rushes.api.report;

import dev.rushes.common.usage.Charge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The requests that all services made in a month. */
@ApplicationScoped
class RequestsMade {
    private final EntityManager database;

    RequestsMade(EntityManager database) {
        this.database = database;
    }

    @Transactional
    Map<Charge, Long> in(YearMonth month) {
        Map<Charge, Long> made = new EnumMap<>(Charge.class);
        for (Charge charge : Charge.values()) {
            made.put(charge, 0L);
        }
        List<?> rows =
                database.createNativeQuery(
                                "SELECT system, kind, sum(requests) FROM request_counts WHERE month = :month"
                                        + " GROUP BY system, kind",
                                Object[].class)
                        .setParameter("month", month.atDay(1))
                        .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            for (Charge charge : Charge.values()) {
                if (charge.system().equals(columns[0]) && charge.kind().equals(columns[1])) {
                    made.put(charge, ((Number) columns[2]).longValue());
                }
            }
        }
        return made;
    }
}
