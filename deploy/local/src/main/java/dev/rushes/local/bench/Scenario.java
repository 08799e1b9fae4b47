package dev.rushes.local.bench;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is asked of the service and of the baseline alike.
 *
 * @param name for people
 * @param requests HTTP requests of one turn
 */
record Scenario(String name, int requests, Load.Worker worker) {

    static List<Scenario> all(List<Fixture.Take> takes, List<String> jobs) {
        return List.of(
                new Scenario("create a plan, start its render", 2, _ -> renders(takes)),
                new Scenario("read a job", 1, _ -> reads(jobs)),
                new Scenario("a page of 50 jobs, on and on", 1, _ -> pages()));
    }

    private static Load.Work renders(List<Fixture.Take> takes) {
        return wire -> {
            Fixture.Take take = takes.get(ThreadLocalRandom.current().nextInt(takes.size()));
            String plan =
                    wire.ask(
                                    "POST",
                                    "/api/v1/episodes/" + take.episode() + "/edit-plans",
                                    take.planRequest(),
                                    201)
                            .text("id");
            wire.ask("POST", "/api/v1/edit-plans/" + plan + "/render", "{\"draft\":true}", 202);
        };
    }

    private static Load.Work reads(List<String> jobs) {
        return wire -> {
            String job = jobs.get(ThreadLocalRandom.current().nextInt(jobs.size()));
            wire.ask("GET", "/api/v1/jobs/" + job, null, 200);
        };
    }

    /** Each connection goes through the whole list for itself. */
    private static Load.Work pages() {
        String[] after = {""};
        return wire -> {
            Wire.Reply page = wire.ask("GET", "/api/v1/jobs?limit=50&after=" + after[0], null, 200);
            after[0] = page.text("next");
        };
    }
}
