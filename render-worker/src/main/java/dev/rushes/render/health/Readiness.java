package dev.rushes.render.health;

import dev.rushes.render.health.Needs.Answer;
import dev.rushes.render.health.Needs.Need;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Ready is a worker that could do a job from its start to its end. */
@ApplicationScoped
@org.eclipse.microprofile.health.Readiness
class Readiness implements HealthCheck {
    private final Needs needs;

    Readiness(Needs needs) {
        this.needs = needs;
    }

    @Override
    public HealthCheckResponse call() {
        Map<Need, Answer> answers = needs.answers();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("worker");
        boolean up = true;
        for (Need need : Need.values()) {
            Answer answer = answers.getOrDefault(need, new Answer(false, "not asked yet"));
            response.withData(need.name().toLowerCase(Locale.ROOT), answer.said());
            up &= answer.up();
        }
        return response.status(up).build();
    }
}
