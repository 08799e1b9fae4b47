package dev.rushes.render.work;

/** Whether there is any use in taking work: what nobody can do now must not use up its attempts. */
public interface Gate {
    boolean isOpen();

    /** Something went wrong that may come from what the worker needs: find out soon. */
    void doubt();
}
