package dev.rushes.api.planner;

/** Makes a plan. */
public interface EditPlanner {
    /**
     * A plan that passes our own check.
     *
     * @param material with at least one take
     */
    Proposal plan(Material material, Brief brief);
}
