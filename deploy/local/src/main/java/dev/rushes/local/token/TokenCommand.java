package dev.rushes.local.token;

import dev.rushes.local.stack.Installation;
import dev.rushes.local.stack.StackFailure;
import dev.rushes.local.stack.StackFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./rushes token}: a bearer token for the local stack, alone on the last line. */
@Command(
        name = "token",
        description = "Prints a bearer token for the local stack, as its last line.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(30);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description =
                    "viewer, editor, approver or operator; repeat it for several. Default: all")
    private Set<String> roles = new LinkedHashSet<>();

    @Option(
            names = "--show",
            paramLabel = "ID",
            description = "A show that the token sees; repeat it for several. Default: all")
    private List<UUID> shows = List.of();

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            defaultValue = "local",
            description = "Who the token stands for. Default: ${DEFAULT-VALUE}")
    private String subject = "local";

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            defaultValue = "8h",
            description =
                    "How long it holds, such as 90s, 15m or 8h; 30d at most. Default: ${DEFAULT-VALUE}")
    private String ttl = "8h";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the stack. Default: .rushes in the checkout")
    private @Nullable Path data;

    @Option(
            names = "--issuer",
            paramLabel = "DIR",
            description = "Folder of an issuer's keys without a stack; made where there are none")
    private @Nullable Path issuerFolder;

    @Override
    public Integer call() throws IOException {
        for (String role : roles) {
            if (!TokenIssuer.ALL_ROLES.contains(role)) {
                throw wrong("--role must be one of " + String.join(", ", TokenIssuer.ALL_ROLES));
            }
        }
        String token =
                issuer().token(
                                subject,
                                roles.isEmpty() ? TokenIssuer.ALL_ROLES : List.copyOf(roles),
                                shows.isEmpty() ? Optional.empty() : Optional.of(shows),
                                life());
        PrintWriter out = spec.commandLine().getOut();
        out.println(token);
        out.flush();
        return 0;
    }

    private TokenIssuer issuer() throws IOException {
        if (issuerFolder != null) {
            return TokenIssuer.in(issuerFolder);
        }
        StackFolder folder =
                new StackFolder(data == null ? Installation.current().defaultData() : data);
        return TokenIssuer.kept(folder.issuer())
                .orElseThrow(() ->
                        new StackFailure(
                                "There is no issuer in "
                                        + folder.root()
                                        + " yet: ./rushes up makes it."));
    }

    private Duration life() {
        if (!ttl.matches("[1-9][0-9]{0,8}[smhd]")) {
            throw wrong("--ttl must be a number with s, m, h or d");
        }
        long amount = Long.parseLong(ttl.substring(0, ttl.length() - 1));
        Duration life =
                switch (ttl.charAt(ttl.length() - 1)) {
                    case 's' -> Duration.ofSeconds(amount);
                    case 'm' -> Duration.ofMinutes(amount);
                    case 'h' -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        if (life.compareTo(LONGEST) > 0) {
            throw wrong("--ttl is 30d at most");
        }
        return life;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
