package dev.rushes.api.webhook;

import dev.rushes.common.problem.Problem;
import dev.rushes.common.problem.ProblemException;
import dev.rushes.common.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a webhook may lead to. Checked when it is registered, and again at every try: names come to mean other addresses. */
@ApplicationScoped
class Destinations {
    private final WebhookSettings settings;

    Destinations(WebhookSettings settings) {
        this.settings = settings;
    }

    /** Somewhere that nothing may be sent to. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Refuses an address that nothing will be sent to; a name that is not known yet may become known.
     *
     * @throws ProblemException 422 with the reason
     */
    void check(String url) {
        try {
            address(uri(url));
        } catch (UnknownHostException e) {
            // Said again at every try.
        } catch (Refused e) {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "Nothing can be sent to this address.",
                    List.of(new Problem.Fault("/url", String.valueOf(e.getMessage()))));
        }
    }

    /** The address in its parts. */
    URI uri(String url) throws Refused {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new Refused("is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(settings.allowHttp() && scheme.equals("http"))) {
            throw new Refused(settings.allowHttp() ? "must be http or https" : "must be https");
        }
        if (uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new Refused("must name a host, in ASCII");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new Refused("must have no user and no fragment");
        }
        return uri;
    }

    /**
     * The address to connect to; the name is not resolved again after this.
     *
     * @throws Refused where the name means any address that is not public, also beside public ones
     */
    InetSocketAddress address(URI uri) throws Refused, UnknownHostException {
        String host = uri.getHost();
        @Nullable InetAddress first = null;
        for (InetAddress address :
                InetAddress.getAllByName(
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host)) {
            if (!settings.allowPrivateAddresses() && !PublicAddress.is(address)) {
                throw new Refused("leads to an address that is not of the public internet");
            }
            first = first == null ? address : first;
        }
        if (first == null) {
            throw new UnknownHostException(host);
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : https ? 443 : 80;
        return new InetSocketAddress(first, port);
    }
}
