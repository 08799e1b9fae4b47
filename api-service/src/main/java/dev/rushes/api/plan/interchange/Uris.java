package dev.rushes.api.plan.interchange;

import java.net.URI;
import java.net.URISyntaxException;

/** Keys as parts of addresses. */
final class Uris {
    private Uris() {}

    /** Escaped, the slashes kept. */
    static String path(String key) {
        try {
            return new URI(null, null, "/" + key, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            return key;
        }
    }
}
