package dev.rushes.common.storage;

import jakarta.persistence.EnumeratedValue;

/** What an outbox row asks for. */
public enum OutboxTopic {
    ANALYSE_FOOTAGE("analyse-footage"),
    DELETE_OBJECTS("delete-objects");

    @EnumeratedValue private final String text;

    OutboxTopic(String text) {
        this.text = text;
    }

    /** The word that stands for it in the database and in the API. */
    public String text() {
        return text;
    }
}
