package dev.rushes.api.plan;

import dev.rushes.common.plan.EditPlan;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One line per change of a plan's state, with the plan in the log's context. */
final class PlanLog {
    private static final Logger LOG = Logger.getLogger(PlanLog.class);

    private PlanLog() {}

    static void said(EditPlan plan, String what) {
        MDC.put("planId", plan.id.toString());
        try {
            LOG.infof("Plan %s of episode %s %s", plan.id, plan.episode.id, what);
        } finally {
            MDC.remove("planId");
        }
    }
}
