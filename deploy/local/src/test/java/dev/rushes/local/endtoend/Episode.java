package dev.rushes.local.endtoend;

import dev.rushes.local.demo.Take;
import dev.rushes.local.demo.Workflow;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An episode with one analysed take.
 *
 * @param plan edit structure over the whole take
 */
record Episode(RunningStack.Parts stack, String id, Map<String, Object> plan) {

    static Episode of(RunningStack.Parts stack, String showId, int number, Take take)
            throws IOException, InterruptedException {
        return of(stack, showId, number, take, 1);
    }

    /**
     * An episode that shows one take several times over, for a render that lasts.
     *
     * @param times how often
     */
    static Episode of(RunningStack.Parts stack, String showId, int number, Take take, int times)
            throws IOException, InterruptedException {
        Workflow workflow = stack.workflow();
        String id = workflow.createEpisode(showId, "Episode " + number, number);
        Workflow.Footage whole = workflow.bring(id, 1, take);
        List<Workflow.Footage> shown = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            // Each a little shorter: equal clips would be rendered once and used again.
            BigDecimal less = new BigDecimal("0.1").multiply(BigDecimal.valueOf(i));
            shown.add(
                    new Workflow.Footage(
                            whole.sceneId(),
                            whole.sceneName(),
                            whole.key(),
                            whole.duration().subtract(less)));
        }
        return new Episode(stack, id, Workflow.plainCut(shown));
    }

    /** Plans, approves and asks for a render. */
    String render() throws IOException, InterruptedException {
        String planId = stack.workflow().createPlan(id, plan);
        stack.workflow().approve(planId);
        return stack.workflow().render(planId);
    }
}
