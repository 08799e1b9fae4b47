package dev.rushes.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rushes.common.lease.Claim;
import dev.rushes.common.plan.EditPlan;
import dev.rushes.common.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** What the alarms of deploy/terraform count by. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class JobLogTest {
    @Inject JobTransitions jobs;

    @Inject EntityManager database;

    @Test
    void theLineOfAFailedJobHasItsIdsAndItsStatusInItsContext() {
        List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        contexts.add(ExtLogRecord.wrap(line).getMdcCopy());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger ledger = Logger.getLogger(JobTransitions.class.getName());
        ledger.addHandler(handler);
        Dispatch dispatch;
        EditPlan plan = QuarkusTransaction.requiringNew().call(() -> TestPlans.only(database));
        try {
            dispatch =
                    QuarkusTransaction.requiringNew()
                            .call(() ->
                                    jobs.create(
                                            database.find(EditPlan.class, plan.id),
                                            JobKind.FULL,
                                            ProcessingMethod.WORKER,
                                            null));
            Claim<Attempt> claim =
                    jobs.claim(
                            dispatch.jobId(), dispatch.number(), "worker", Duration.ofMinutes(1));
            jobs.fail(
                    ((Claim.Granted<Attempt>) claim).attempt(),
                    JobFailure.of(ProblemType.BAD_MEDIA, "no video in it", false));
        } finally {
            ledger.removeHandler(handler);
        }

        assertThat(contexts)
                .last()
                .isEqualTo(
                        Map.of(
                                "jobId", dispatch.jobId().toString(),
                                "planId", plan.id.toString(),
                                "jobStatus", "failed"));
    }
}
