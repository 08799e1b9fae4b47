package dev.rushes.common.job;

import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.show.Episode;
import jakarta.persistence.EntityManager;

/** The transitions on a plain session, for tests without the framework around them: one transaction is the caller's. */
public final class Doors {
    private Doors() {}

    public static JobTransitions on(EntityManager database) {
        // Without the framework a reference to what is not loaded yet is a shell with empty fields.
        database.createQuery("from Episode", Episode.class).getResultList();
        database.createQuery("from EditPlan", EditPlan.class).getResultList();
        JobLedger ledger = new JobLedger(database);
        return new JobTransitions(database, ledger, new JobClaims(database, ledger));
    }
}
