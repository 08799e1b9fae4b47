package dev.rushes.render.work;

import dev.rushes.common.problem.ProblemType;
import dev.rushes.common.storage.ArchivedObject;
import dev.rushes.render.media.BadMedia;
import dev.rushes.render.media.MediaFault;
import dev.rushes.render.workspace.ScratchFull;
import dev.rushes.render.workspace.SourceGone;
import dev.rushes.render.workspace.SourcesArchived;
import dev.rushes.render.workspace.StorageUnavailable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a piece of work did not come to its good end, sorted by type. */
public sealed interface Failure {
    /** For users: what happened and, where they can do something, what. No class names, no stack. */
    String detail();

    /** However often it is tried, it ends like this. */
    record Final(ProblemType type, String detail) implements Failure {}

    /** Another attempt may go well. */
    record Transient(String detail) implements Failure {}

    /** Nothing is wrong: it must wait until archived sources are restored. */
    record Archived(List<ArchivedObject> objects) implements Failure {
        public Archived {
            objects = List.copyOf(objects);
        }

        @Override
        public String detail() {
            ArchivedObject first = objects.getFirst();
            return "The object %s is archived. Restore it with POST /api/v1/objects/%s/%s/restore."
                    .formatted(first.key(), first.bucket().wireName(), first.key());
        }
    }

    /** Sorts what an attempt threw. What nobody typed is a fault of ours, and may be one of the moment. */
    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case Refused refused -> new Final(refused.type(), refused.detail());
            case BadMedia bad -> new Final(ProblemType.BAD_MEDIA, sentence(bad.getMessage()));
            case SourceGone gone -> new Final(gone.type(), sentence(gone.getMessage()));
            case SourcesArchived archived -> new Archived(archived.objects());
            case MediaFault fault -> new Transient("The worker had a fault while working on it.");
            case ScratchFull full ->
                    new Transient(
                            "The worker has too little disk space: " + full.getMessage() + ".");
            case StorageUnavailable away -> new Transient("The object store does not answer.");
            case OutOfMemoryError full -> new Transient("The worker had too little memory.");
            default -> new Transient("Something went wrong inside the worker.");
        };
    }

    private static String sentence(@Nullable String message) {
        String text = message == null || message.isEmpty() ? "unknown" : message;
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
