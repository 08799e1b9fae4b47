package dev.rushes.common.job;

import jakarta.persistence.EnumeratedValue;

/** Where a job is meant to be rendered. */
public enum ProcessingMethod {
    WORKER("worker"),
    LAMBDA("lambda"),
    EC2("ec2");

    @EnumeratedValue private final String text;

    ProcessingMethod(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
