package dev.rushes.api.event;

import java.net.URI;
import java.time.Instant;

/**
 * Opens the events of one job once.
 *
 * @param url for {@code new EventSource(url)}; it contains the ticket
 */
record TicketView(String ticket, URI url, Instant expiresAt) {
    /** Never the ticket: a record's own text would put it into logs. */
    @Override
    public String toString() {
        return "TicketView[" + expiresAt + "]";
    }
}
