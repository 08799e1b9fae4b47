package dev.rushes.render.workspace;

import dev.rushes.common.storage.ArchivedObject;
import java.util.List;

/** Sources must be restored from the archive before they can be read. */
public final class SourcesArchived extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ArchivedObject> objects;

    SourcesArchived(List<SourceObject> sources) {
        super("archived: " + String.join(", ", sources.stream().map(SourceObject::key).toList()));
        objects =
                sources.stream()
                        .map(source ->
                                new ArchivedObject(
                                        source.bucket(), source.key(), source.versionId()))
                        .toList();
    }

    /** At least one. */
    public List<ArchivedObject> objects() {
        return objects;
    }
}
