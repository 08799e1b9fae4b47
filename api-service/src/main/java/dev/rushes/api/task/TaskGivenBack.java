package dev.rushes.api.task;

/** Ends the present run of a task, which goes on elsewhere or later. */
public final class TaskGivenBack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskGivenBack() {
        super("the task goes on elsewhere");
    }
}
