package dev.rushes.api.task;

/** How work tells how far it is. */
public interface TaskProgress {
    /**
     * Records a percentage; it never goes down, and 100 is kept for the end.
     *
     * @throws TaskGivenBack where the work must stop: the service ends, or another instance has the task by now
     */
    void reached(int percent);

    /** Records that so many of all are done. */
    default void reached(long done, long all) {
        reached(all <= 0 ? 0 : (int) Math.min(99, 100 * done / all));
    }
}
