package dev.rushes.api.claude;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ids that a model may name in its answer. Whatever else it names is dropped, and said once. */
public final class Offered {
    private static final int MOST_WARNINGS = 20;
    private static final int SHOWN = 60;

    private final String what;
    private final Set<String> ids;
    private final Set<String> dropped = new LinkedHashSet<>();

    /**
     * Of one kind.
     *
     * @param what the kind, for warnings, such as {@code take}
     */
    public Offered(String what, Iterable<String> ids) {
        this.what = what;
        Set<String> all = new LinkedHashSet<>();
        ids.forEach(all::add);
        this.ids = all;
    }

    /** The id where it was offered; otherwise empty, and a warning is kept. */
    public Optional<String> kept(String id) {
        if (ids.contains(id)) {
            return Optional.of(id);
        }
        dropped.add(id);
        return Optional.empty();
    }

    /** Those of a list that were offered, in its order, each once. */
    public List<String> keptOf(Iterable<String> named) {
        Set<String> kept = new LinkedHashSet<>();
        named.forEach(id -> kept(id).ifPresent(kept::add));
        return List.copyOf(kept);
    }

    /** What was dropped, for people. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (String id : dropped) {
            if (warnings.size() == MOST_WARNINGS) {
                warnings.add("and " + (dropped.size() - MOST_WARNINGS) + " more");
                break;
            }
            warnings.add(
                    "The model named a "
                            + what
                            + " that was not offered: "
                            + shown(id)
                            + "; it was left out.");
        }
        return warnings;
    }

    private static String shown(String id) {
        String plain = id.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain;
    }
}
